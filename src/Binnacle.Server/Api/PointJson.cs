using System.Buffers.Text;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>The points of one metric in JSON, by the hundred thousand: each is put together as a text of known parts and written at once.</summary>
internal sealed class PointJson
{
    private readonly byte[] _point;
    private readonly int _start;

    public PointJson(string key)
    {
        byte[] start = [.. "{\"key\":\""u8, .. JsonEncodedText.Encode(key, JsonAnswer.Options.Encoder).EncodedUtf8Bytes, .. "\",\"value\":"u8];
        _start = start.Length;
        _point = [.. start, .. new byte[(3 * EntityJson.LongestNumber) + 32]];
    }

    public void Write(Utf8JsonWriter json, Metric point)
    {
        if (!double.IsFinite(point.Value) || point.Link is not null)
        {
            EntityJson.Metric(json, point);
            return;
        }

        int end = _start + EntityJson.Format(point.Value, _point.AsSpan(_start));
        end = Append(end, ",\"timestamp\":"u8, point.Timestamp);
        end = Append(end, ",\"step\":"u8, point.Step);
        _point[end++] = (byte)'}';
        json.WriteRawValue(_point.AsSpan(0, end), skipInputValidation: true);
    }

    private int Append(int end, ReadOnlySpan<byte> name, long number)
    {
        name.CopyTo(_point.AsSpan(end));
        Utf8Formatter.TryFormat(number, _point.AsSpan(end + name.Length), out int length);
        return end + name.Length + length;
    }
}
