namespace Binnacle.Tracking;

/// <summary>The least and the greatest value that a metric of a run ever had. NaN does not count.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
/// <param name="Min">The least value.</param>
/// <param name="MinStep">The first step that has it.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="MaxStep">The first step that has it.</param>
public readonly record struct MetricSummary(string RunId, string Key, double Min, long MinStep, double Max, long MaxStep)
{
    /// <summary>The summary of a metric's points; null when none of them is a number.</summary>
    public static MetricSummary? Of(string runId, string key, IEnumerable<Metric> points)
    {
        Metric? least = null, greatest = null;
        foreach (Metric point in points)
        {
            if (double.IsNaN(point.Value))
                continue;
            if (least is not { } low || (point.Value, point.Step).CompareTo((low.Value, low.Step)) < 0)
                least = point;
            if (greatest is not { } high || (-point.Value, point.Step).CompareTo((-high.Value, high.Step)) < 0)
                greatest = point;
        }

        return least is { } min && greatest is { } max ? new MetricSummary(runId, key, min.Value, min.Step, max.Value, max.Step) : null;
    }
}
