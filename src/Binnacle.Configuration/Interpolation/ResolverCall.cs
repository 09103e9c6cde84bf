namespace Binnacle.Configuration;

/// <summary>One call of a resolver, <c>${name:arguments}</c>: its arguments, and where in the tree it stands.</summary>
public sealed class ResolverCall
{
    private IReadOnlyList<ConfigNode>? _arguments;

    internal ResolverCall(Evaluation evaluation, string name, IReadOnlyList<Resolved> values, Place place)
    {
        Evaluation = evaluation;
        Name = name;
        Values = values;
        Place = place;
    }

    /// <summary>The name under which the resolver was called.</summary>
    public string Name { get; }

    /// <summary>The arguments, resolved and typed.</summary>
    public IReadOnlyList<ConfigNode> Arguments => _arguments ??= [.. Values.Select(Evaluation.Contents)];

    /// <summary>The key of the value that holds the call.</summary>
    public string FullKey => Place.FullKey;

    /// <summary>The root of the tree, unresolved.</summary>
    public MapNode Root => Evaluation.Context.Root;

    /// <summary>The container of the value that holds the call, unresolved; null at the root.</summary>
    public ConfigNode? Parent => Place.Parent?.Node;

    /// <summary>The value that holds the call, unresolved.</summary>
    public ConfigNode Node => Place.Node;

    internal Evaluation Evaluation { get; }

    internal Place Place { get; }

    /// <summary>The arguments as they were followed, before what lies inside them is resolved.</summary>
    internal IReadOnlyList<Resolved> Values { get; }

    internal ResolutionContext Context => Evaluation.Context;

    /// <summary>The resolved node at a key; a key with leading dots counts from <see cref="Parent"/>.</summary>
    /// <param name="key">For instance <c>a.b[0]</c> or <c>.sibling</c>.</param>
    /// <returns>Null when there is no such node or its value is missing (<c>???</c>).</returns>
    /// <exception cref="ConfigException">An interpolation on the way cannot be resolved, or leads back to this call.</exception>
    public ConfigNode? Select(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Evaluation.Select(key, Place) is { } found && found.Node is not ScalarNode { IsMissing: true }
            ? Evaluation.Contents(found)
            : null;
    }

    /// <summary>The single text, number or bool at <paramref name="index"/>, as Python's <c>str()</c> prints it; null when there is no such argument.</summary>
    public string? Text(int index) => index < Values.Count ? PythonText.Of(Values[index].Node) : null;

    /// <summary>What the value of a custom resolver stands for; an argument that is handed back stays what it was.</summary>
    internal Resolved Result(ConfigNode node)
    {
        for (int i = 0; i < _arguments?.Count; i++)
        {
            if (ReferenceEquals(_arguments[i], node))
                return Values[i];
        }

        return Final(node);
    }

    /// <summary>A plain value: no interpolation, whatever text it holds.</summary>
    internal Resolved Final(ConfigNode node) => new(node is ScalarNode scalar ? ScalarNode.Literal(scalar.Value, Place.Node.Origin) : node);

    /// <summary>A container that stands where the call stands: keys reach into it and its interpolations are resolved.</summary>
    internal Resolved Container(ConfigNode node) => new(node, Place.Holding(node));
}
