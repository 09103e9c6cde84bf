namespace Binnacle.Conformance.Tracking;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">Headers by name, in lower case.</param>
/// <param name="Body">The body, with the lengths of its chunks if it came in chunks.</param>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static RawAnswer Parse(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException($"No answer of HTTP: '{text}'");
        string[] lines = text[..end].Split("\r\n");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines[1..])
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1]), headers, text[(end + 4)..]);
    }

    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
