namespace Binnacle.Configuration;

/// <summary>Words the faults of interpolations: the reference's sentence first, then the key, the place and the text.</summary>
internal static class InterpolationFault
{
    private const int LongestShown = 1_000;

    /// <summary>A fault of the interpolation at <paramref name="owner"/>.</summary>
    public static ConfigException At(Place owner, string message, string? hint = null, Exception? inner = null) =>
        new(Told(owner, message, hint), owner.Node.Origin, inner);

    /// <summary>The interpolation leads to a missing value.</summary>
    public static ConfigException Missing(Place owner, Place target) =>
        new MissingTargetException(Told(owner, $"MissingMandatoryValue while resolving interpolation: Missing mandatory value: {target.FullKey}", hint: null), owner.Node.Origin);

    private static string Told(Place owner, string message, string? hint)
    {
        string text = owner.Node is ScalarNode { Value: string value } ? value : "";
        string key = owner.FullKey.Length > 0 ? $"\n    full_key: {owner.FullKey}" : "";
        string place = owner.Node.Origin is { } origin ? $"\n{origin}: {(text.Length <= LongestShown ? text : text[..LongestShown] + "…")}" : "";
        return message + key + place + SourceExcerpt.OfFile(owner.Node.Origin, Math.Max(1, text.Length)) + (hint is null ? "" : "\n" + hint);
    }

    /// <summary>A failure inside a resolver, or of the value that it was given.</summary>
    public static ConfigException Raised(Place owner, string kind, string message, string? hint = null, Exception? inner = null) =>
        At(owner, $"{kind} raised while resolving interpolation: {message}", hint, inner);

    /// <summary>A text that is no valid interpolation.</summary>
    public static ConfigException Syntax(Place owner, string text, InterpolationSyntaxException error) =>
        At(owner, Explain(text, error), inner: error);

    /// <summary>The fault, the text and a caret under the place.</summary>
    public static string Explain(string text, InterpolationSyntaxException error)
    {
        string line = text.ReplaceLineEndings(" ");
        string shown = line.Length <= 160 ? $"\n  {line}\n  {new string(' ', Math.Min(error.Position, line.Length))}^" : "";
        return $"invalid interpolation: {error.Message} at column {error.Position + 1}.{shown}";
    }

    public static ConfigException NoSuchKey(Place owner, string key, Place container, string missingPart)
    {
        IEnumerable<string> names = container.Node is MapNode map ? map.Keys.Select(name => name.Text) : [];
        string? hint = NearestName.Of(missingPart, names) is { } nearest
            ? $"Did you mean '{(container.Parent is null ? nearest : $"{container.FullKey}.{nearest}")}'?"
            : null;
        return At(owner, $"Interpolation key '{key}' not found", hint);
    }

    /// <summary>A list is asked for a key; an owner that is no interpolation was asked by a program.</summary>
    public static ConfigException NotAnIndex(Place owner, Place list, string part, int count)
    {
        string message = $"Index '{part}' (str) is not an int", hint = $"'{list.FullKey}' is a list of {count}; use 0 to {count - 1}.";
        return owner.Node is ScalarNode ? Raised(owner, "TypeError", message, hint) : At(owner, message, hint);
    }

    public static ConfigException Cycle(IEnumerable<Place> chain, Place owner) =>
        At(owner, "Recursive interpolation detected", "The cycle: " + string.Join(" -> ", chain.Select(place => place.FullKey)));
}
