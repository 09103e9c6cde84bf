using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>Searches for runs.</summary>
internal sealed class SearchRunsFile : SearchFile
{
    public override string Name => "search_runs.jsonl";

    protected override string Names => "runs";

    protected override string? Deviation(SearchFixture fixture, JsonElement item) =>
        fixture.IsFileStore && item.GetProperty("max_results").GetInt32() <= 0 && item.TryGetProperty("expect_file_store", out _) ? "max-results-positive" : null;

    protected override (IReadOnlyList<string> Names, string? Next) Page(SearchFixture fixture, JsonElement item, string? token)
    {
        PagedList<Run> page = fixture.Store.SearchRunsAsync(new RunQuery
        {
            ExperimentIds = [.. Texts(item, "experiments").Select(fixture.ExperimentId)],
            Filter = item.GetProperty("filter").GetString(),
            Dialect = FilterDialect.MLflow,
            OrderBy = Texts(item, "order_by"),
            View = View(item, "run_view_type"),
            MaxResults = item.GetProperty("max_results").GetInt32(),
            PageToken = token,
        }).GetAwaiter().GetResult();
        return ([.. page.Items.Select(run => run.Info.RunName)], page.NextPageToken);
    }
}
