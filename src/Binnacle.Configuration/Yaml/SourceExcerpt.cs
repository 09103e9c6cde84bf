namespace Binnacle.Configuration;

/// <summary>Shows the place of a fault: the line of the text and carets under the part that is meant.</summary>
internal static class SourceExcerpt
{
    private const int Widest = 160;

    /// <summary>Two indented lines (the source line with its number, the carets), or nothing when there is no such line.</summary>
    public static string Of(string text, int line, int column, int length = 1)
    {
        string? content = Line(text, line);
        if (content is null || content.Length > Widest || column < 1)
            return "";

        string number = $"  {line} | ";
        int start = Math.Min(column - 1, content.Length);
        int carets = Math.Clamp(length, 1, Math.Max(1, content.Length - start));
        string tabs = new([.. content[..start].Select(character => character == '\t' ? '\t' : ' ')]);
        return $"\n{number}{content}\n{new string(' ', number.Length - 2)}| {tabs}{new string('^', carets)}";
    }

    /// <summary>The excerpt from the file or override that an origin names; nothing when it is neither.</summary>
    public static string OfFile(Origin? origin, int length = 1) => OfPlace(origin, _ => length);

    /// <summary>The column at which a part of the value at an origin begins in its line; null when it does not stand there as it is.</summary>
    public static int? ColumnOf(Origin origin, string part)
    {
        try
        {
            string? line = origin.Line > 0 && File.Exists(origin.Source) ? Line(File.ReadAllText(origin.Source), origin.Line) : null;
            int start = Math.Clamp(origin.Column - 1, 0, line?.Length ?? 0);
            return line?.IndexOf(part, start, StringComparison.Ordinal) is >= 0 and var found ? found + 1 : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The excerpt of the value that begins at an origin; the carets reach to its end or to a comment.</summary>
    public static string OfValue(Origin? origin) => OfPlace(origin, rest =>
    {
        int comment = origin!.Line > 0 ? rest.IndexOf(" #", StringComparison.Ordinal) : -1;
        return (comment > 0 ? rest[..comment] : rest).TrimEnd().Length;
    });

    /// <summary>The excerpt in which carets stand under the part of a line that begins at an origin.</summary>
    /// <param name="origin">The place; nothing is shown when it is no line of a readable file and no override.</param>
    /// <param name="lengthOf">How many characters are meant, told the line from the place on.</param>
    private static string OfPlace(Origin? origin, Func<string, int> lengthOf)
    {
        if (origin?.OverrideText is { } given)
            return OfOverride(given, origin.Column, lengthOf(From(given, origin.Column)));
        if (origin is not { Line: > 0 } || !File.Exists(origin.Source))
            return "";
        try
        {
            string text = File.ReadAllText(origin.Source);
            return Of(text, origin.Line, origin.Column, lengthOf(From(Line(text, origin.Line) ?? "", origin.Column)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string OfOverride(string text, int column, int length) =>
        text.Length > Widest || column < 1 || text.AsSpan().ContainsAny('\n', '\t')
            ? ""
            : $"\n  {text}\n  {new string(' ', column - 1)}{new string('^', Math.Max(1, length))}";

    private static string From(string line, int column) => column >= 1 && column <= line.Length ? line[(column - 1)..] : "";

    private static string? Line(string text, int line)
    {
        using var reader = new StringReader(text);
        for (int number = 1; reader.ReadLine() is { } content; number++)
        {
            if (number == line)
                return content;
        }

        return null;
    }
}
