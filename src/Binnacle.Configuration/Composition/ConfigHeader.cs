namespace Binnacle.Configuration;

/// <summary>The header of a config file: <c># @package x</c> among its first comment lines.</summary>
internal static class ConfigHeader
{
    private const int Scanned = 512;

    /// <summary>The package of the header; null when there is none. Only blank lines and other header lines may precede it.</summary>
    public static string? PackageOf(string text, string source)
    {
        string? package = null;
        int number = 0;
        foreach (string line in (text.Length > Scanned ? text[..Scanned] : text).ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            string content = line.Trim();
            if (content.Length == 0)
                continue;
            string header = content[0] == '#' ? content[1..].TrimStart() : "";
            if (!header.StartsWith('@'))
                break;
            if (Value(header, new Origin(source, number, 1)) is ("@package", var value))
                package = value;
        }

        return package;
    }

    private static (string Key, string Value) Value(string header, Origin origin) => header.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var key, var value] => (key, value.Trim()),
        { Length: < 2 } => throw Fault($"Expected header format: KEY VALUE, got '{header}'", origin),
        _ => throw Fault($"Too many components in '{header}'", origin),
    };

    private static ConfigException Fault(string sentence, Origin origin) =>
        new($"{sentence}\n    at {origin}: expected one value after the key, as in '# @package _global_'", origin);
}
