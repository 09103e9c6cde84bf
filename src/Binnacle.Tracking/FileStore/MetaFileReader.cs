namespace Binnacle.Tracking;

/// <summary>Reads <c>meta.yaml</c> files and their fields; errors name the file and the field.</summary>
internal static class MetaFileReader
{
    private const int Attempts = 5;

    /// <exception cref="TrackingException">There is no such file, or it is no YAML map.</exception>
    public static MetaMap Read(string path)
    {
        string text = ReadText(path) ?? throw new TrackingException(ErrorCodes.InternalError, $"{path}: the file is missing.");
        try
        {
            return MetaYaml.Parse(text);
        }
        catch (FormatException error)
        {
            throw new TrackingException(ErrorCodes.InternalError, $"{path}: {error.Message}.", error);
        }
    }

    public static string Text(MetaMap meta, string field, string path, string? missing = null) =>
        meta.GetValueOrDefault(field) switch
        {
            string text => text,
            long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            null when missing is not null => missing,
            null => throw new TrackingException(ErrorCodes.InternalError, $"{path}: the field '{field}' is missing."),
            var other => throw new TrackingException(ErrorCodes.InternalError, $"{path}: '{field}' is expected to be text, found {other}."),
        };

    public static long? Number(MetaMap meta, string field, string path) =>
        meta.GetValueOrDefault(field) switch
        {
            null => null,
            long number => number,
            double number => (long)number,
            string text when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long number) => number,
            var other => throw new TrackingException(ErrorCodes.InternalError, $"{path}: '{field}' is expected to be a whole number, found '{other}'."),
        };

    /// <summary>Other writers may empty a file before they fill it: an empty one is read again a few times.</summary>
    private static string? ReadText(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            string? text = AtomicFile.Read(path);
            if (text is not "" || attempt == Attempts)
                return text;
            Thread.Sleep(2 * attempt);
        }
    }
}
