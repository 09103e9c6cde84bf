using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>The points of one metric in JSON, by the hundred thousand: put together of known parts where they are sent from.</summary>
internal sealed class PointJson
{
    private const int Page = 1 << 15;
    private readonly byte[] _start;
    private readonly int _longest;

    public PointJson(string key)
    {
        _start = [.. "{\"key\":\""u8, .. JsonEncodedText.Encode(key, JsonAnswer.Options.Encoder).EncodedUtf8Bytes, .. "\",\"value\":"u8];
        _longest = _start.Length + (3 * EntityJson.LongestNumber) + 32;
    }

    /// <summary>Sends points, with commas between them.</summary>
    public async Task WriteAsync(PipeWriter body, IReadOnlyList<Metric> points, CancellationToken cancellationToken)
    {
        for (int next = 0; next < points.Count;)
        {
            next = WritePage(body, points, next);
            await body.FlushAsync(cancellationToken);
        }
    }

    private int WritePage(PipeWriter body, IReadOnlyList<Metric> points, int next)
    {
        Span<byte> page = body.GetSpan(Math.Max(Page, _longest));
        int end = 0;
        for (; next < points.Count && page.Length - end >= _longest; next++)
        {
            if (next > 0)
                page[end++] = (byte)',';
            end += Write(points[next], page[end..]);
        }

        body.Advance(end);
        return next;
    }

    private int Write(in Metric point, Span<byte> to)
    {
        _start.CopyTo(to);
        int end = _start.Length;
        end += EntityJson.Format(point.Value, to[end..]);
        end += Append(to[end..], ",\"timestamp\":"u8, point.Timestamp);
        end += Append(to[end..], ",\"step\":"u8, point.Step);
        to[end] = (byte)'}';
        return end + 1;
    }

    private static int Append(Span<byte> to, ReadOnlySpan<byte> name, long number)
    {
        name.CopyTo(to);
        Utf8Formatter.TryFormat(number, to[name.Length..], out int length);
        return name.Length + length;
    }
}
