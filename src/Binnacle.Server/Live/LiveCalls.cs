using System.Buffers;
using System.Text;
using System.Text.Json;
using Binnacle.Server.Api;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Binnacle.Server.Live;

/// <summary>
/// The points of a run as they are logged, as server-sent events: <c>metric</c> for each point, <c>gap</c> when the watcher was
/// too slow and should read the history again, <c>end</c> with the status when the run has ended.
/// </summary>
/// <remarks>
/// Points that are logged through this server come at once. Those of other writers of the same store are found by looking
/// every two seconds; then only the newest point of each metric comes.
/// </remarks>
internal static class LiveCalls
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public static void Map(ApiRoutes api) => api.Raw("GET", "2.0/binnacle/runs/{run_id}/live", FollowAsync);

    private static async Task FollowAsync(ApiCall call)
    {
        string runId = call.RouteText("run_id");
        Run run = await call.Store.GetRunAsync(runId, call.Cancelled);
        using Watcher watcher = call.Service<MetricFeed>().Watch(runId);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(
            call.Cancelled, call.Service<IHostApplicationLifetime>().ApplicationStopping);
        Start(call.Context.Response);
        Dictionary<string, Metric> told = new(run.Metrics, StringComparer.Ordinal);
        try
        {
            await SendAsync(call.Context.Response, run.Metrics.Values, stop.Token);
            while (!run.Info.Status.IsTerminal())
            {
                await PassOnAsync(call, watcher, told, stop.Token);
                run = await call.Store.GetRunAsync(runId, stop.Token);
                await SendAsync(call.Context.Response, Unseen(run, told), stop.Token);
            }

            await WriteAsync(call.Context.Response, $"event: end\ndata: {{\"status\":\"{run.Info.Status.ToName()}\"}}\n\n", stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The watcher went away, or the server stops.
        }
    }

    /// <summary>Passes on what is logged through this server until it is time to look at the store.</summary>
    private static async Task PassOnAsync(ApiCall call, Watcher watcher, Dictionary<string, Metric> told, CancellationToken stop)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(LookEvery);
        List<Metric> points = [];
        try
        {
            while (await watcher.Points.WaitToReadAsync(time.Token))
            {
                points.Clear();
                while (watcher.Points.TryRead(out Metric point))
                    points.Add(point);
                foreach (Metric point in points)
                    told[point.Key] = Later(told, point);
                await SendAsync(call.Context.Response, points, stop);
                if (watcher.TakeLost() is > 0 and var lost)
                    await WriteAsync(call.Context.Response, $"event: gap\ndata: {{\"points\":{lost}}}\n\n", stop);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // A comment keeps proxies from closing the connection.
            await WriteAsync(call.Context.Response, ":\n\n", stop);
        }
    }

    private static List<Metric> Unseen(Run run, Dictionary<string, Metric> told)
    {
        List<Metric> unseen = [.. run.Metrics.Values.Where(metric => !told.TryGetValue(metric.Key, out Metric seen) || IsLater(metric, seen))];
        foreach (Metric metric in unseen)
            told[metric.Key] = metric;
        return unseen;
    }

    private static Metric Later(Dictionary<string, Metric> told, Metric point) =>
        told.TryGetValue(point.Key, out Metric seen) && !IsLater(point, seen) ? seen : point;

    private static bool IsLater(Metric left, Metric right) => (left.Step, left.Timestamp).CompareTo((right.Step, right.Timestamp)) > 0;

    private static void Start(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task SendAsync(HttpResponse response, IEnumerable<Metric> points, CancellationToken stop)
    {
        ArrayBufferWriter<byte> text = new();
        foreach (Metric point in points)
        {
            text.Write("event: metric\ndata: "u8);
            using (Utf8JsonWriter json = new(text, JsonAnswer.Options))
                EntityJson.Metric(json, point);
            text.Write("\n\n"u8);
        }

        await response.BodyWriter.WriteAsync(text.WrittenMemory, stop);
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken stop) =>
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
}
