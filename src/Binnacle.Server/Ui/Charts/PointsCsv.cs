using System.Globalization;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Ui.Charts;

/// <summary>All points of a metric of some runs, as a table.</summary>
internal static class PointsCsv
{
    public static async Task WriteAsync(HttpContext context)
    {
        string metric = context.Request.Query["metric"].ToString();
        string[] runs = context.Request.Query["runs"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        ITrackingStore store = context.RequestServices.GetRequiredService<ITrackingStore>();
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=points.csv";
        await using StreamWriter text = new(context.Response.Body, leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("run_id,metric,step,timestamp,value");
        foreach (string run in runs)
        {
            IReadOnlyList<Metric> points;
            try
            {
                points = (await store.GetMetricHistoryAsync(run, metric, cancellationToken: context.RequestAborted)).Items;
            }
            catch (TrackingException)
            {
                // A run that is gone has no points.
                continue;
            }

            foreach (Metric point in points)
                await text.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Cell(run)},{Cell(metric)},{point.Step},{point.Timestamp},{point.Value:R}"));
        }
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
