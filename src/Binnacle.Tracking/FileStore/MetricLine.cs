using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>A line of a metric file: <c>timestamp value step</c>. Old files have no step; MLflow 3 may add a run id and a data set.</summary>
internal static class MetricLine
{
    public static void Append(StringBuilder text, Metric metric) =>
        text.Append(CultureInfo.InvariantCulture, $"{metric.Timestamp} {PythonFloat.Format(metric.Value)} {metric.Step}\n");

    /// <summary>A line in UTF-8. As lines are mostly written, they are read where they lie; all others field by field.</summary>
    public static bool TryParse(string key, ReadOnlySpan<byte> line, out Metric metric)
    {
        if (!line.IsEmpty && line[^1] == '\r')
            line = line[..^1];
        int first = line.IndexOf((byte)' '), last = line.LastIndexOf((byte)' ');
        if (first >= 0 && first < last
            && Utf8Parser.TryParse(line[..first], out long timestamp, out int used) && used == first
            && double.TryParse(line[(first + 1)..last], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value)
            && Utf8Parser.TryParse(line[(last + 1)..], out long step, out used) && used == line.Length - last - 1)
        {
            metric = new Metric(key, value, timestamp, step);
            return true;
        }

        return TryParse(key, Encoding.UTF8.GetString(line), out metric);
    }

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
