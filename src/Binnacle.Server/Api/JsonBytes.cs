using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Binnacle.Server.Api;

/// <summary>
/// JSON put together of known parts, for what entities have by the thousand: <see cref="System.Text.Json.Utf8JsonWriter"/> minds at
/// each part whether it may stand there.
/// </summary>
internal sealed class JsonBytes : IDisposable
{
    private const int First = 4096;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private int _end;

    public bool IsEmpty => _end == 0;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _end);

    public void Add(ReadOnlySpan<byte> part)
    {
        part.CopyTo(Place(part.Length));
        _end += part.Length;
    }

    public void Text(string text)
    {
        Add("\""u8);
        if (!TryAddPlain(text))
        {
            text = JsonAnswer.Options.Encoder!.Encode(text);
            _end += Encoding.UTF8.GetBytes(text, Place(Encoding.UTF8.GetMaxByteCount(text.Length)));
        }

        Add("\""u8);
    }

    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, Place(EntityJson.LongestNumber), out int length);
        _end += length;
    }

    public void Number(double number) => _end += EntityJson.Format(number, Place(EntityJson.LongestNumber));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    // Texts are short: what goes over many characters at once costs more to start.
    private bool TryAddPlain(string text)
    {
        Span<byte> place = Place(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is < ' ' or > '~' or '"' or '\\')
                return false;
            place[i] = (byte)c;
        }

        _end += text.Length;
        return true;
    }

    private Span<byte> Place(int length)
    {
        if (_bytes.Length - _end < length)
            Grow(length);
        return _bytes.AsSpan(_end);
    }

    private void Grow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _end + length));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
