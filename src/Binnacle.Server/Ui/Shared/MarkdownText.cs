using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Markdown that strangers wrote, as markup that does nothing: HTML in it is shown as text, links lead to the web or within this site only.</summary>
internal static class MarkdownText
{
    private const int Longest = 200_000, LongestLine = 2_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseAutoLinks().UseEmphasisExtras().DisableHtml().Build();

    public static MarkupString ToMarkup(string text)
    {
        MarkdownDocument document = Markdown.Parse(text.Length > Longest ? text[..Longest] : text, Pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>().Where(link => !IsSafe(link.GetDynamicUrl?.Invoke() ?? link.Url)))
        {
            link.GetDynamicUrl = null;
            link.Url = "";
        }

        foreach (AutolinkInline link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)))
            link.Url = "";
        return new MarkupString(document.ToHtml(Pipeline));
    }

    /// <summary>The first line of a text, without its signs, for a line of a list.</summary>
    public static string FirstLine(string text) =>
        Markdown.ToPlainText(text.Length > LongestLine ? text[..LongestLine] : text, Pipeline).Trim().Split('\n')[0];

    // What a browser would drop or read as something else (tabs, line ends, control characters) is not let through at all.
    private static bool IsSafe(string? url)
    {
        if (string.IsNullOrEmpty(url) || url.Any(c => c <= ' '))
            return false;
        int colon = url.IndexOf(':', StringComparison.Ordinal);
        bool relative = colon < 0 || url.AsSpan(0, colon).ContainsAny('/', '?', '#');
        return relative
            ? !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)
            : url[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }
}
