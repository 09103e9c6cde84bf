using Binnacle.Server.Api.Requests;
using Binnacle.Server.Artifacts;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls about experiments.</summary>
internal static class ExperimentCalls
{
    private const string Root = "2.0/mlflow/experiments/";
    private static readonly MessageType ById = new(ApiFields.ExperimentId);
    private static readonly MessageType TagChange = new(ApiFields.ExperimentId, Text("key").Required(), Text("value").Checked());

    private static readonly MessageType Query = new(
        ApiFields.ViewType("view_type"), ApiFields.MaxResults.Checked(), Texts("order_by").ItemsChecked(), Text("filter").Checked(), ApiFields.PageToken.Checked());

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "create", new MessageType(Text("name").Required(), Text("artifact_location").Checked(), ApiFields.Tags.Checked()), CreateAsync);
        api.Get(Root + "get", ById, GetAsync);
        api.Get(Root + "get-by-name", new MessageType(Text("experiment_name").Required()), GetByNameAsync);
        api.Post(Root + "search", Query, SearchAsync);
        api.Get(Root + "search", Query, SearchAsync);
        api.Post(Root + "update", new MessageType(ApiFields.ExperimentId, Text("new_name").Required()), UpdateAsync);
        api.Post(Root + "delete", ById, call => DoAsync(call, call.Store.DeleteExperimentAsync(call.ExperimentId, call.Cancelled)));
        api.Post(Root + "restore", ById, call => DoAsync(call, call.Store.RestoreExperimentAsync(call.ExperimentId, call.Cancelled)));
        api.Post(Root + "set-experiment-tag", TagChange, SetTagAsync);
        api.Post(Root + "delete-experiment-tag", new MessageType(ApiFields.ExperimentId, Text("key").Required()), DeleteTagAsync);
        api.Post(Root + "search-datasets", new MessageType(Texts("experiment_ids")), SearchDatasetsAsync);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        string? location = call.Request.TextOrNull("artifact_location");
        if (location is not null)
            location = call.Service<ArtifactLocations>().Check(location);
        string id = await call.Store.CreateExperimentAsync(
            call.Request.Text("name"), location, ApiFields.ToMap(call.Request.Messages("tags")), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteString("experiment_id", id);
    }

    private static async Task GetAsync(ApiCall call)
    {
        Experiment experiment = await call.Store.GetExperimentAsync(call.ExperimentId, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        EntityJson.NamedExperiment(answer.Json, experiment);
    }

    private static async Task GetByNameAsync(ApiCall call)
    {
        string name = call.Request.Text("experiment_name");
        Experiment experiment = await call.Store.GetExperimentByNameAsync(name, call.Cancelled)
            ?? throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"Could not find experiment with name '{name}'");
        await using JsonAnswer answer = call.Answer();
        EntityJson.NamedExperiment(answer.Json, experiment);
    }

    private static async Task SearchAsync(ApiCall call)
    {
        long size = call.Request.Integer("max_results") ?? 0;
        if (size > RunQuery.LargestPage)
            throw ApiErrors.Invalid($"Invalid value {size} for parameter 'max_results' supplied. It must be at most {RunQuery.LargestPage}");
        ExperimentQuery query = new()
        {
            Filter = call.Request.TextOrNull("filter"),
            OrderBy = call.Request.Texts("order_by"),
            View = (ViewType)(call.Request.Choice("view_type") ?? (int)ViewType.ActiveOnly),
            MaxResults = (int)Math.Max(size, int.MinValue),
            PageToken = call.Request.TextOrNull("page_token"),
        };
        PagedList<Experiment> page = await FilterDialects.SearchAsync(dialect => call.Store.SearchExperimentsAsync(query with { Dialect = dialect }, call.Cancelled));
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("experiments", page.Items, EntityJson.Experiment);
        answer.WriteText("next_page_token", page.NextPageToken);
    }

    private static Task UpdateAsync(ApiCall call) =>
        DoAsync(call, call.Store.RenameExperimentAsync(call.ExperimentId, call.Request.Text("new_name"), call.Cancelled));

    private static Task SetTagAsync(ApiCall call) => DoAsync(
        call, call.Store.SetExperimentTagAsync(call.ExperimentId, new Tag(call.Request.Text("key"), call.Request.Text("value")), call.Cancelled));

    private static Task DeleteTagAsync(ApiCall call) =>
        DoAsync(call, call.Store.DeleteExperimentTagAsync(call.ExperimentId, call.Request.Text("key"), call.Cancelled));

    private static async Task SearchDatasetsAsync(ApiCall call)
    {
        IReadOnlyList<string> experiments = call.Request.Texts("experiment_ids");
        if (experiments.Count == 0)
            throw ApiErrors.Invalid("SearchDatasets request must specify at least one experiment_id.");
        if (experiments.Count > MaxExperiments)
            throw ApiErrors.Invalid($"SearchDatasets request cannot specify more than {MaxExperiments} experiment_ids. Received {experiments.Count} experiment_ids.");
        IReadOnlyList<DatasetSummary> summaries = await call.Store.SearchDatasetsAsync(experiments, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("dataset_summaries", summaries, EntityJson.DatasetSummary);
    }

    private const int MaxExperiments = 20;

    private static async Task DoAsync(ApiCall call, Task change)
    {
        await change;
        await call.DoneAsync();
    }
}
