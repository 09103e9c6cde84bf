using System.Globalization;
using System.Text;
using CsCheck;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public sealed class MetricLineTests
{
    private static readonly string[] Fields = ["1", "-7", "1.5", "nan", "inf", "-inf", "1e-5", "+1", "", "x", "1,000", "\t2", "NaN", "1\r", "é"];

    [Fact]
    public void A_point_is_read_back_as_it_was_written() => Gen.Select(Gen.Double, Gen.Long, Gen.Long).Sample((value, timestamp, step) =>
    {
        StringBuilder line = new();
        MetricLine.Append(line, new Metric("m", value, timestamp, step));
        return MetricLine.TryParse("m", Encoding.UTF8.GetBytes(line.ToString().TrimEnd('\n')), out Metric read) && read.Equals(new Metric("m", value, timestamp, step));
    });

    [Fact]
    public void Bytes_are_read_as_text_is() => Gen.OneOf(
            Gen.Int[0, Fields.Length - 1].Select(i => Fields[i]),
            Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)))
        .Array[0, 7].Select(fields => string.Join(' ', fields)).Sample(line =>
    {
        bool expected = MetricLine.TryParse("m", line.AsSpan(), out Metric point);
        return MetricLine.TryParse("m", Encoding.UTF8.GetBytes(line), out Metric read) == expected && read.Equals(point);
    });
}
