namespace Binnacle.Configuration;

/// <summary>The control keys that hold at a config: its own, or those that it has from around.</summary>
/// <param name="Convert">What becomes of maps and lists; nested configs have it from around.</param>
/// <param name="IsRecursive">Nested targets are made too; nested configs have it from around.</param>
/// <param name="IsPartial">The target is not called yet; nested configs never have it from around.</param>
internal readonly record struct TargetModes(ConvertMode Convert, bool IsRecursive, bool IsPartial)
{
    public static TargetModes Default { get; } = new(ConvertMode.None, IsRecursive: true, IsPartial: false);

    /// <summary>The modes at a map.</summary>
    /// <exception cref="InstantiationException">A control key has a wrong value.</exception>
    public TargetModes Of(MapNode map, string key) => new(
        map.TryGetValue(TargetKeys.Convert, out ConfigNode? convert) ? ConvertOf(convert, key) : Convert,
        Flag(map, TargetKeys.Recursive, key) ?? IsRecursive,
        Flag(map, TargetKeys.Partial, key) ?? false);

    private static ConvertMode ConvertOf(ConfigNode node, string key)
    {
        if (node is ScalarNode { Value: null })
            return ConvertMode.None;
        string text = PythonText.Of(node);
        if (node is ScalarNode { Value: string } && !char.IsAsciiDigit(text.FirstOrDefault()) && Enum.TryParse(text, ignoreCase: true, out ConvertMode mode) && Enum.IsDefined(mode))
            return mode;
        string[] names = [.. Enum.GetNames<ConvertMode>().Select(Argument.KeyOf)];
        string? nearest = NearestName.Of(text, names);
        throw new InstantiationException(
            $"Instantiation: _convert_ must be one of {string.Join(", ", names)}, got {PythonText.Representation(node)}.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}", key, node.Origin);
    }

    private static bool? Flag(MapNode map, string name, string key)
    {
        if (!map.TryGetValue(name, out ConfigNode? node))
            return null;
        return node is ScalarNode { Value: bool flag }
            ? flag
            : throw new InstantiationException($"Instantiation: {name} flag must be a bool, got {PythonText.Representation(node)} ({TypeName.Of(node)})", key, node.Origin);
    }
}
