using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls that read the points of metrics.</summary>
internal static class MetricCalls
{
    private const string Root = "2.0/mlflow/metrics/";
    private const int MaxBulkRuns = 100;
    private const int MaxBulkPoints = 25_000;
    private const int MaxSample = 2500;

    private static readonly MessageType History = new(
        ApiFields.RunId, ApiFields.RunUuid, Text("metric_key").Required(), ApiFields.PageToken.Checked(), ApiFields.MaxResults);

    private static readonly MessageType Bulk = new(Texts("run_id"), Text("metric_key"), ApiFields.MaxResults);

    private static readonly MessageType Interval = new(
        Texts("run_ids").Required(), Text("metric_key").Required(), Integer("start_step").Checked(), Integer("end_step").Checked(), ApiFields.MaxResults.Checked());

    public static void Map(ApiRoutes api)
    {
        api.Get(Root + "get-history", History, GetHistoryAsync);
        api.Get(Root + "get-history-bulk", Bulk, GetBulkAsync);
        api.Get(Root + "get-history-bulk-interval", Interval, GetIntervalAsync);
    }

    /// <summary>Points as MLflow 2.17 gives them: without a page size all of them (3.11 answers an empty page there).</summary>
    private static async Task GetHistoryAsync(ApiCall call)
    {
        long size = call.Request.Integer("max_results") ?? 0;
        PagedList<Metric> page = await call.Store.GetMetricHistoryAsync(
            call.RunId, call.Request.Text("metric_key"), size == 0 ? null : (int)Math.Clamp(size, int.MinValue, int.MaxValue),
            call.Request.TextOrNull("page_token"), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WritePointsAsync(call.Request.Text("metric_key"), page.Items, call.Cancelled);
        answer.WriteText("next_page_token", page.NextPageToken);
    }

    private static async Task GetBulkAsync(ApiCall call)
    {
        IReadOnlyList<string> runs = call.Request.Texts("run_id");
        if (runs.Count == 0)
            throw ApiErrors.Invalid("GetMetricHistoryBulk request must specify at least one run_id.");
        if (runs.Count > MaxBulkRuns)
            throw ApiErrors.Invalid($"GetMetricHistoryBulk request cannot specify more than {MaxBulkRuns} run_ids. Received {runs.Count} run_ids.");
        string key = call.Request.TextOrNull("metric_key") ?? throw ApiErrors.Invalid("GetMetricHistoryBulk request must specify a metric_key.");
        int size = (int)Math.Clamp(call.Request.Integer("max_results") ?? MaxBulkPoints, 1, MaxBulkPoints);
        IReadOnlyList<RunMetric> points = await call.Store.GetMetricHistoriesAsync(runs, key, size, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("metrics", points, EntityJson.RunMetric);
    }

    private static async Task GetIntervalAsync(ApiCall call)
    {
        IReadOnlyList<RunMetric> points = await SampleAsync(call.Store, new MetricInterval(
            call.Request.Texts("run_ids"), call.Request.Text("metric_key"),
            call.Request.Integer("start_step"), call.Request.Integer("end_step"), call.Request.Integer("max_results")), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("metrics", points, EntityJson.RunMetric);
    }

    public static Task<IReadOnlyList<RunMetric>> SampleAsync(ITrackingStore store, MetricInterval asked, CancellationToken cancellationToken)
    {
        if (asked.RunIds.Count == 0)
            throw ApiErrors.Invalid("GetMetricHistoryBulkInterval request must specify at least one run_id.");
        if (asked.RunIds.Count > MaxBulkRuns)
            throw ApiErrors.Invalid($"GetMetricHistoryBulkInterval request must specify at most {MaxBulkRuns} run_ids. Received {asked.RunIds.Count} run_ids.");
        if (asked.StartStep is null != asked.EndStep is null)
            throw ApiErrors.Invalid("If either start step or end step are specified, both must be specified.");
        if (asked.StartStep > asked.EndStep)
            throw ApiErrors.Invalid($"end_step must be greater than start_step. Found start_step={asked.StartStep} and end_step={asked.EndStep}.");
        if (asked.MaxResults is < 1 or > MaxSample)
            throw ApiErrors.Invalid($"max_results must be between 1 and {MaxSample}.");
        return store.SampleMetricHistoriesAsync(
            asked.RunIds, asked.Key, (int)(asked.MaxResults ?? MaxSample), asked.StartStep, asked.EndStep, cancellationToken);
    }
}
