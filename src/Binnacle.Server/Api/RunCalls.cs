using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls that make, find and change runs.</summary>
internal static class RunCalls
{
    private const string Root = "2.0/mlflow/runs/";
    private static readonly MessageType ById = new(ApiFields.RunId, ApiFields.RunUuid);

    private static readonly MessageType Creation = new(
        Text("experiment_id").Checked(), Text("user_id"), Integer("start_time").Checked(), Text("run_name").Checked(), ApiFields.Tags);

    private static readonly MessageType Update = new(
        ApiFields.RunId, ApiFields.RunUuid, Choice("status", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").Checked(),
        Integer("end_time").Checked(), Text("run_name").Checked());

    private static readonly MessageType Query = new(
        Texts("experiment_ids").Checked(), Text("filter").Checked(), ApiFields.ViewType("run_view_type"),
        ApiFields.MaxResults.Checked() with { AtMost = RunQuery.LargestPage }, Texts("order_by").ItemsChecked(), ApiFields.PageToken);

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "create", Creation, CreateAsync);
        api.Get(Root + "get", ById, GetAsync);
        api.Post(Root + "update", Update, UpdateAsync);
        api.Post(Root + "delete", ById, DeleteAsync);
        api.Post(Root + "restore", ById, RestoreAsync);
        api.Post(Root + "search", Query, SearchAsync);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        Dictionary<string, string> tags = ApiFields.ToMap(call.Request.Messages("tags"));
        string? name = call.Request.TextOrNull("run_name");
        if (name is not null && tags.TryGetValue(ReservedTags.RunName, out string? tagged) && tagged != name)
        {
            throw ApiErrors.Invalid($"Both 'run_name' argument and '{ReservedTags.RunName}' tag are specified, but with different values "
                + $"(run_name='{name}', {ReservedTags.RunName}='{tagged}').");
        }

        Run run = await call.Store.CreateRunAsync(
            new RunCreation
            {
                ExperimentId = call.Request.TextOrNull("experiment_id") ?? FileTrackingStore.DefaultExperimentId,
                RunName = name,
                UserId = call.Request.Text("user_id"),
                StartTime = call.Request.Integer("start_time") ?? 0,
                Tags = tags,
            },
            call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartObject("run");
        EntityJson.RunFields(answer.Json, run, withOutputs: false);
        answer.Json.WriteEndObject();
    }

    private static async Task GetAsync(ApiCall call)
    {
        Run run = await call.Store.GetRunAsync(call.RunId, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartObject("run");
        EntityJson.RunFields(answer.Json, run, withOutputs: true);
        answer.Json.WriteEndObject();
    }

    private static async Task UpdateAsync(ApiCall call)
    {
        RunInfo info = await call.Store.UpdateRunAsync(
            call.RunId,
            new RunUpdate
            {
                Status = (RunStatus?)call.Request.Choice("status"),
                EndTime = call.Request.Integer("end_time"),
                RunName = call.Request.TextOrNull("run_name"),
            },
            call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartObject("run_info");
        EntityJson.InfoFields(answer.Json, info);
        answer.Json.WriteEndObject();
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        // Deleting twice is no error in MLflow.
        if ((await call.Store.GetRunAsync(call.RunId, call.Cancelled)).Info.LifecycleStage == LifecycleStage.Active)
            await call.Store.DeleteRunAsync(call.RunId, call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task RestoreAsync(ApiCall call)
    {
        if ((await call.Store.GetRunAsync(call.RunId, call.Cancelled)).Info.LifecycleStage == LifecycleStage.Deleted)
            await call.Store.RestoreRunAsync(call.RunId, call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task SearchAsync(ApiCall call)
    {
        RunQuery query = new()
        {
            ExperimentIds = call.Request.Texts("experiment_ids"),
            Filter = call.Request.TextOrNull("filter"),
            OrderBy = call.Request.Texts("order_by"),
            View = (ViewType)(call.Request.Choice("run_view_type") ?? (int)ViewType.ActiveOnly),
            MaxResults = (int)Math.Clamp(call.Request.Integer("max_results") ?? 1000, int.MinValue, int.MaxValue),
            PageToken = call.Request.TextOrNull("page_token"),
        };
        PagedList<Run> page = await FilterDialects.SearchAsync(dialect => call.Store.SearchRunsAsync(query with { Dialect = dialect }, call.Cancelled));
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("runs", page.Items, EntityJson.Run);
        answer.WriteText("next_page_token", page.NextPageToken);
    }
}
