namespace Binnacle.Configuration;

/// <summary>A map with known keys: a structured config of the reference, a record or class here.</summary>
internal sealed record ClassType : NodeType
{
    private readonly Lazy<IReadOnlyDictionary<string, NodeType>> _fields;
    private readonly Lazy<MapNode> _defaults;

    /// <param name="name">The name of the class.</param>
    /// <param name="fields">The keys and their types, asked for once: a class may contain itself.</param>
    /// <param name="defaults">The values of a node of this class to which nothing was given, asked for once; none when null.</param>
    /// <param name="source">The C# type; null for a class of the reference.</param>
    public ClassType(string name, Func<IReadOnlyDictionary<string, NodeType>> fields, Func<MapNode>? defaults = null, Type? source = null)
        : base(name)
    {
        _fields = new(fields);
        _defaults = new(() => (defaults?.Invoke() ?? MapNode.Empty).OfType(this with { IsOptional = false }));
        Source = source;
    }

    /// <summary>The keys and their types.</summary>
    public IReadOnlyDictionary<string, NodeType> Fields => _fields.Value;

    /// <summary>The node of this class to which nothing was given.</summary>
    public MapNode Defaults => _defaults.Value;

    /// <summary>The C# type; null for a class of the reference.</summary>
    public Type? Source { get; }

    /// <summary>The content of a config as a node of this class; its defaults list stays beside the fields.</summary>
    /// <exception cref="ConfigTypeException">A value does not fit.</exception>
    public MapNode Of(MapNode content)
    {
        MapNode typed = new TreeMerge(isStruct: false, new EditScope()).Merge(Defaults, content.Without("defaults"), Any);
        return content.TryGetValue("defaults", out ConfigNode? list) ? typed.With("defaults", list) : typed;
    }

    public override NodeType? Under(ConfigKey key) => key.Value is string name ? Fields.GetValueOrDefault(name) : null;

    /// <summary>True when a node of this class may stand where the other is declared.</summary>
    public bool IsOrDerivesFrom(ClassType other) => Source is null ? Name == other.Name : other.Source?.IsAssignableFrom(Source) == true;
}
