using System.Globalization;
using System.Text.Json;

namespace Binnacle.Tracking;

public sealed partial class RestTrackingStore
{
    private const int PointsOfAPage = 25_000;
    private const int RunsOfACall = 100;
    private const int StepsOfASample = 2_500;

    /// <inheritdoc/>
    public async Task<PagedList<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        if (maxResults is { } size)
            return await HistoryPageAsync(runId, key, size, pageToken, cancellationToken);
        List<Metric> points = [];
        string? token = pageToken;
        do
        {
            PagedList<Metric> page = await HistoryPageAsync(runId, key, PointsOfAPage, token, cancellationToken);
            points.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return new PagedList<Metric>(points, null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        SearchLimits.CheckPositive(maxResults);
        List<RunMetric> points = [];
        foreach (string[] part in runIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Chunk(RunsOfACall))
        {
            int left = Math.Min(maxResults - points.Count, PointsOfAPage);
            if (left > 0)
                points.AddRange(await BulkAsync($"get-history-bulk?metric_key={Escape(key)}&max_results={left}", "run_id", part, cancellationToken));
        }

        return points;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep = null, long? endStep = null, CancellationToken cancellationToken = default)
    {
        string range = startStep is null && endStep is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $"&start_step={startStep ?? int.MinValue}&end_step={endStep ?? int.MaxValue}");
        List<RunMetric> points = [];
        foreach (string[] part in runIds.Chunk(RunsOfACall))
        {
            points.AddRange(await BulkAsync(
                $"get-history-bulk-interval?metric_key={Escape(key)}&max_results={Math.Min(maxSteps, StepsOfASample)}{range}", "run_ids", part, cancellationToken));
        }

        return points;
    }

    private async Task<PagedList<Metric>> HistoryPageAsync(string runId, string key, int size, string? token, CancellationToken cancellationToken)
    {
        string page = token is null ? "" : "&page_token=" + Escape(token);
        JsonElement answer = await GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"metrics/get-history?run_id={Escape(runId)}&run_uuid={Escape(runId)}&metric_key={Escape(key)}&max_results={size}{page}"),
            cancellationToken);
        return answer.Page("metrics", RestJson.ToMetric);
    }

    /// <summary>The page's address: MLflow gives several histories only to its pages.</summary>
    private async Task<IEnumerable<RunMetric>> BulkAsync(string call, string field, IEnumerable<string> runIds, CancellationToken cancellationToken)
    {
        string runs = string.Concat(runIds.Select(runId => $"&{field}={Escape(runId)}"));
        JsonElement answer = await _connection.CallAsync(
            HttpMethod.Get, $"ajax-{Root}metrics/{call}{runs}", null as Action<Utf8JsonWriter>, cancellationToken);
        return answer.List("metrics").Select(RestJson.ToRunMetric);
    }
}
