using System.Globalization;
using System.Text.Json;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Ui.Charts;

/// <summary>The lines of a chart, one for each run that has the metric. The page asks for them itself: a chart need not wait for the page's connection.</summary>
internal static class BoardSeries
{
    public const string Path = "/charts/series";

    public static async Task WriteAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        string metric = query["metric"].ToString();
        string[] ids = query["runs"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        SeriesRequest request = new(query["axis"].ToString(), Number(query, "from"), Number(query, "to"), Number(query, "smoothing") ?? 0, (int?)Number(query, "points"));
        ITrackingStore store = context.RequestServices.GetRequiredService<ITrackingStore>();
        SeriesCache cache = context.RequestServices.GetRequiredService<SeriesCache>();
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            IReadOnlyList<Run> runs = await store.GetRunsAsync(ids, new RunParts { Metrics = [metric] }, context.RequestAborted);
            ChartSeries[] series = await Task.WhenAll(runs.Where(run => run.Metrics.ContainsKey(metric)).Select(run => cache.GetAsync(store, run, metric, request)));
            await context.Response.WriteAsJsonAsync(series, JsonSerializerOptions.Web, context.RequestAborted);
        }
        catch (TrackingException error)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(error.Message, context.RequestAborted);
        }
    }

    private static double? Number(IQueryCollection query, string name) =>
        double.TryParse(query[name], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
