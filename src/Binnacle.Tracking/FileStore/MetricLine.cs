using System.Globalization;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>A line of a metric file: <c>timestamp value step</c>. Old files have no step; MLflow 3 may add a run id and a data set.</summary>
internal static class MetricLine
{
    public static void Append(StringBuilder text, Metric metric) =>
        text.Append(CultureInfo.InvariantCulture, $"{metric.Timestamp} {PythonFloat.Format(metric.Value)} {metric.Step}\n");

    public static bool TryParse(string key, ReadOnlySpan<char> line, out Metric metric)
    {
        metric = default;
        Span<Range> fields = stackalloc Range[7];
        int count = line.Split(fields, ' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (count is < 2 or > 6)
            return false;

        long step = 0;
        bool parsed = long.TryParse(line[fields[0]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long timestamp)
            & PythonFloat.TryParse(line[fields[1]], out double value);
        if (!parsed || (count > 2 && !long.TryParse(line[fields[2]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step)))
            return false;

        metric = new Metric(key, value, timestamp, step);
        return true;
    }
}
