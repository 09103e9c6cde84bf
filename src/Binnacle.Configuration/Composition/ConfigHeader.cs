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
        foreach (string line in (text.Length > Scanned ? text[..Scanned] : text).Split('\n'))
        {
            number++;
            string content = line.Trim();
            if (content.Length == 0)
                continue;
            string comment = content.StartsWith('#') ? content[1..].TrimStart() : "";
            if (!comment.StartsWith('@'))
                break;
            string[] words = comment[1..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is not ["package", ..])
                continue;
            if (words.Length != 2)
            {
                var origin = new Origin(source, number, 1);
                string fault = words.Length == 1 ? "Missing value" : "Too many components";
                throw new ConfigException($"{fault} in '{comment}'\n    at {origin}: expected one package after @package", origin);
            }

            package = words[1];
        }

        return package;
    }
}
