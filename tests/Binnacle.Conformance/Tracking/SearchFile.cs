using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>Queries with the names that they find, answered by every store.</summary>
internal abstract class SearchFile : GoldenFile
{
    public override IEnumerable<CaseOutcome> Run(string path)
    {
        foreach (SearchFixture fixture in SearchFixture.All(Path.GetDirectoryName(path)!))
        {
            using (fixture)
            {
                foreach (CaseOutcome outcome in JsonLines.Run(path, item => Check(fixture, item)))
                    yield return outcome with { Id = $"{outcome.Id} ({fixture.Kind})" };
            }
        }
    }

    /// <summary>The property of the expectation that lists names.</summary>
    protected abstract string Names { get; }

    /// <summary>A rule by which we differ in a case, or null.</summary>
    protected abstract string? Deviation(SearchFixture fixture, JsonElement item);

    /// <summary>One page: the names and the token of the next.</summary>
    protected abstract (IReadOnlyList<string> Names, string? Next) Page(SearchFixture fixture, JsonElement item, string? token);

    protected static string[] Texts(JsonElement item, string property) => [.. item.GetProperty(property).EnumerateArray().Select(text => text.GetString()!)];

    protected static ViewType View(JsonElement item, string property) => item.GetProperty(property).GetString() switch
    {
        "ALL" => ViewType.All,
        "DELETED_ONLY" => ViewType.DeletedOnly,
        _ => ViewType.ActiveOnly,
    };

    private CaseOutcome Check(SearchFixture fixture, JsonElement item)
    {
        if (Deviation(fixture, item) is { } rule)
            return CaseOutcome.Deviates("", rule);
        JsonElement expect = fixture.IsFileStore && item.TryGetProperty("expect_file_store", out JsonElement file) ? file : item.GetProperty("expect");
        try
        {
            string found = Found(fixture, item), wanted = Wanted(expect);
            return found == wanted ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected {wanted}, found {found}");
        }
        catch (TrackingException error)
        {
            string? difference = expect.TryGetProperty("error_code", out _) ? GoldenText.CompareError(expect, error) : $"expected {expect}, found {error.Message}";
            return difference is null ? CaseOutcome.Pass("") : CaseOutcome.Fail("", difference);
        }
    }

    private string Wanted(JsonElement expect)
    {
        if (expect.TryGetProperty("error_code", out _))
            return expect.ToString();
        string sizes = expect.TryGetProperty("page_sizes", out JsonElement pages) ? string.Join(' ', pages.EnumerateArray().Select(size => size.GetInt32())) : "";
        return Show(Texts(expect, Names), expect.GetProperty("has_next").GetBoolean(), sizes);
    }

    private string Found(SearchFixture fixture, JsonElement item)
    {
        bool paged = item.GetProperty("paged").GetBoolean();
        List<string> names = [];
        List<int> sizes = [];
        string? token = null;
        do
        {
            (IReadOnlyList<string> page, token) = Page(fixture, item, token);
            names.AddRange(page);
            sizes.Add(page.Count);
        }
        while (paged && token is not null);
        return Show(names, token is not null, paged ? string.Join(' ', sizes) : "");
    }

    private static string Show(IEnumerable<string> names, bool hasNext, string sizes) => $"[{string.Join(", ", names)}] next={hasNext} pages=[{sizes}]";
}
