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

    /// <summary>The excerpt from the file that an origin names; nothing when it is no readable file.</summary>
    public static string OfFile(Origin? origin, int length = 1)
    {
        if (origin is not { Line: > 0 } || !File.Exists(origin.Source))
            return "";
        try
        {
            return Of(File.ReadAllText(origin.Source), origin.Line, origin.Column, length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The excerpt of the value that begins at an origin; the carets reach to its end or to a comment.</summary>
    public static string OfValue(Origin? origin)
    {
        if (origin is not { Line: > 0 } || !File.Exists(origin.Source))
            return "";
        try
        {
            string text = File.ReadAllText(origin.Source);
            string rest = Line(text, origin.Line) is { } line && origin.Column <= line.Length ? line[(origin.Column - 1)..] : "";
            int comment = rest.IndexOf(" #", StringComparison.Ordinal);
            return Of(text, origin.Line, origin.Column, (comment > 0 ? rest[..comment] : rest).TrimEnd().Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

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
