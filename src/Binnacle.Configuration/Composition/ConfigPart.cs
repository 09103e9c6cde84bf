namespace Binnacle.Configuration;

/// <summary>Parts of a composed configuration as text, as <c>--cfg</c> of a job and <c>binnacle config compose</c> print them.</summary>
public static class ConfigPart
{
    private const string Hydra = "hydra";
    private const string Global = "_global_";

    /// <summary>The names of the parts: the job's own tree, the hydra node without its help texts, everything.</summary>
    public static IReadOnlyList<string> Names { get; } = ["job", Hydra, "all"];

    /// <summary>The tree of a part.</summary>
    /// <param name="context">The composed configuration.</param>
    /// <param name="part">One of <see cref="Names"/>.</param>
    /// <param name="package">The key of the node to take, from the root; null or <c>_global_</c> for the whole part.</param>
    /// <param name="resolve">Replace interpolations by their values; those of a part may lead to the others, and what leads to a missing value is missing. A single value is always resolved.</param>
    /// <returns>The node; null when there is none at <paramref name="package"/>, or nothing but a null or a missing value.</returns>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public static ConfigNode? Node(ResolutionContext context, string part, string? package = null, bool resolve = false)
    {
        ArgumentNullException.ThrowIfNull(context);
        MapNode written = Taken(context.Root, part);
        if (string.IsNullOrEmpty(package) || package == Global)
            return resolve ? Resolved(context, part) : written;
        ConfigNode? node = written;
        foreach (string key in KeyPath.Split(package))
            node = Child(node, key);
        if (node is ScalarNode)
            node = context.Select(package);
        else if (node is not null && resolve)
            node = context.SelectAvailable(package);
        return node is ScalarNode { Value: null } or ScalarNode { IsMissing: true } ? null : node;
    }

    /// <summary>The YAML of a part; a node at a package has it as its header, a single value is printed bare, as Python prints it.</summary>
    /// <inheritdoc cref="Node"/>
    public static string? Text(ResolutionContext context, string part, string? package = null, bool resolve = false) => Node(context, part, package, resolve) switch
    {
        null => null,
        ScalarNode scalar => PythonText.Of(scalar),
        var node => (package is null or Global ? "" : $"# @package {package}\n") + YamlWriter.Write(node).TrimEnd('\n'),
    };

    private static MapNode Taken(MapNode root, string part) => part switch
    {
        "job" => root.Without(Hydra),
        Hydra => root.TryGetValue(Hydra, out ConfigNode? node) && node is MapNode hydra ? new MapNode([new(Hydra, hydra.Without("help").Without("hydra_help"))]) : MapNode.Empty,
        _ => root,
    };

    private static MapNode Resolved(ResolutionContext context, string part)
    {
        ConfigNode? hydra = context.Root.GetValueOrDefault(Hydra);
        return part switch
        {
            "job" => context.With(context.Root.Without(Hydra), hydra as MapNode).ResolveAvailable(),
            Hydra when hydra is not null => Taken(new MapNode([new(Hydra, context.SelectAvailable(Hydra)!)]), Hydra),
            _ => Taken(context.ResolveAvailable(), part),
        };
    }

    private static ConfigNode? Child(ConfigNode? node, string key) => node switch
    {
        MapNode map => map.GetValueOrDefault(key),
        ListNode list when PythonNumber.Index(key) is { } index && index >= 0 && index < list.Count => list[index],
        _ => null,
    };
}
