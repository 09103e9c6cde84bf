using System.Text;

namespace Binnacle.Tracking.Sql;

/// <summary>One text for each key: thousands of runs share a few names, and mostly have them in the same order.</summary>
internal sealed class KeyTexts
{
    private const int MostKept = 10_000;
    private readonly List<(byte[] Bytes, string Text)> _known = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private int _next;

    public KeyTexts() => _lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of a key in UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> key)
    {
        if (_next < _known.Count && key.SequenceEqual(_known[_next].Bytes))
            return _known[_next++].Text;
        const int Longest = 512;
        if (key.Length > Longest)
            return Encoding.UTF8.GetString(key);
        Span<char> text = stackalloc char[Longest];
        text = text[..Encoding.UTF8.GetChars(key, text)];
        int place = _lookup.TryGetValue(text, out int known) ? known : Keep(text.ToString());
        _next = place + 1;
        return _known[place].Text;
    }

    /// <summary>The same text as the one that was given first.</summary>
    public string Get(string key) => _known[_places.TryGetValue(key, out int place) ? place : Keep(key)].Text;

    private int Keep(string key)
    {
        if (_known.Count >= MostKept)
        {
            _known.Clear();
            _places.Clear();
        }

        _places[key] = _known.Count;
        _known.Add((Encoding.UTF8.GetBytes(key), key));
        return _known.Count - 1;
    }
}
