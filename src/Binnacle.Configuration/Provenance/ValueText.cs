namespace Binnacle.Configuration;

/// <summary>Values in one line, as YAML would write them: <c>0.1</c>, <c>'1'</c>, <c>[a, b]</c>, <c>{k: v}</c>.</summary>
internal static class ValueText
{
    public const int Widest = 60;

    /// <summary>The text, cut with an ellipsis where it is longer than <paramref name="widest"/>.</summary>
    public static string Of(ConfigNode node, int widest = Widest)
    {
        string text = Whole(node);
        return text.Length <= widest ? text : text[..(widest - 1)] + "…";
    }

    private static string Whole(ConfigNode node) => node switch
    {
        MapNode map => "{" + string.Join(", ", map.Select(entry => $"{Whole(new ScalarNode(entry.Key.Value))}: {Whole(entry.Value)}")) + "}",
        ListNode list => "[" + string.Join(", ", list.Select(Whole)) + "]",
        ScalarNode { Value: string text } when text.AsSpan().ContainsAny('\n', '\r', '\t') => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"",
        _ => string.Join(' ', YamlWriter.Write(new ListNode([node])).TrimEnd('\n')[2..].Split('\n').Select(line => line.Trim())),
    };
}
