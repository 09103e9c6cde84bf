using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Takes the message of a fault apart: what is wrong in one line, and what would help. Places and excerpts are shown by others.</summary>
internal static partial class FaultText
{
    private const string DidYouMean = "Did you mean";

    public static (string Message, string? Hint) Of(ConfigException error)
    {
        var lines = error.Message.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !IsExcerpt(line)).ToList();
        List<string> words = [.. lines.Where(line => line[0] != '\t').Select(line => WithoutPlace(line.Trim(), error.Origin))];
        string[] options = [.. lines.SkipWhile(line => !line.StartsWith("Available options", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line[0] == '\t').Select(line => line.Trim())];
        words.RemoveAll(line => line.StartsWith("Available options", StringComparison.Ordinal) || line == "Config search path:" || line.StartsWith("full_key:", StringComparison.Ordinal) || line.StartsWith("object_type=", StringComparison.Ordinal));
        string message = words.Count == 0 ? error.Message : words[0];
        int used = 1;
        if (message.EndsWith(':') && words.Count > 1)
            message += " " + words[used++];
        List<string> hints = [.. words.Skip(used).Where(line => line.StartsWith(DidYouMean, StringComparison.Ordinal) || line.StartsWith("Override", StringComparison.Ordinal))];
        if (options.Length > 0 && hints.Count == 0)
            hints.Add($"Options: {string.Join(", ", options)}");
        int inline = message.IndexOf(" " + DidYouMean, StringComparison.Ordinal);
        if (inline > 0)
        {
            hints.Insert(0, message[(inline + 1)..]);
            message = message[..inline];
        }

        return (message, hints.Count == 0 ? null : string.Join(' ', hints));
    }

    private static string WithoutPlace(string line, Origin? place) =>
        place is null ? line : line.Replace($"{place}: ", "", StringComparison.Ordinal);

    private static bool IsExcerpt(string line) => Excerpt().IsMatch(line) || line.TrimStart().StartsWith("at ", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s+(\d+ )?\| |^\s+\^+$")]
    private static partial Regex Excerpt();
}
