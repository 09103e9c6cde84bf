using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>Searches for experiments.</summary>
internal sealed class SearchExperimentsFile : SearchFile
{
    public override string Name => "search_experiments.jsonl";

    protected override string Names => "experiments";

    /// <summary>The ids of a file store are random, so their order is.</summary>
    protected override string? Deviation(SearchFixture fixture, JsonElement item) =>
        fixture.IsFileStore && Texts(item, "order_by").Any(clause => clause.StartsWith("experiment_id", StringComparison.Ordinal)) ? "random-experiment-ids" : null;

    protected override (IReadOnlyList<string> Names, string? Next) Page(SearchFixture fixture, JsonElement item, string? token)
    {
        PagedList<Experiment> page = fixture.Store.SearchExperimentsAsync(new ExperimentQuery
        {
            Filter = item.GetProperty("filter").GetString(),
            Dialect = FilterDialect.MLflow,
            OrderBy = Texts(item, "order_by"),
            View = View(item, "view_type"),
            MaxResults = item.GetProperty("max_results").GetInt32(),
            PageToken = token,
        }).GetAwaiter().GetResult();
        return ([.. page.Items.Select(experiment => experiment.Name)], page.NextPageToken);
    }
}
