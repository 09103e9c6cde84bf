using System.Text;

namespace Binnacle.Tracking.Sql;

/// <summary>One text for each key: thousands of runs share a few names.</summary>
internal sealed class KeyTexts
{
    private const int MostKept = 10_000;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public KeyTexts() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of a key in UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> key)
    {
        const int Longest = 512;
        if (key.Length > Longest)
            return Encoding.UTF8.GetString(key);
        Span<char> text = stackalloc char[Longest];
        text = text[..Encoding.UTF8.GetChars(key, text)];
        return _lookup.TryGetValue(text, out string? known) ? known : Keep(text.ToString());
    }

    /// <summary>The same text as the one that was given first.</summary>
    public string Get(string key) => _texts.TryGetValue(key, out string? known) ? known : Keep(key);

    private string Keep(string key)
    {
        if (_texts.Count >= MostKept)
            _texts.Clear();
        return _texts[key] = key;
    }
}
