namespace Binnacle.Configuration;

/// <summary>One call of a resolver, <c>${name:arguments}</c>.</summary>
public sealed class ResolverCall
{
    private readonly ResolutionContext _context;
    private readonly Cursor _at;

    internal ResolverCall(ResolutionContext context, Cursor at, string name, IReadOnlyList<ConfigNode> arguments)
    {
        _context = context;
        _at = at;
        Name = name;
        Arguments = arguments;
    }

    /// <summary>The name under which the resolver was called.</summary>
    public string Name { get; }

    /// <summary>The arguments, resolved and typed.</summary>
    public IReadOnlyList<ConfigNode> Arguments { get; }

    /// <summary>The key of the value that holds the call.</summary>
    public string FullKey => _at.FullKey;

    /// <summary>The root of the tree, unresolved.</summary>
    public MapNode Root => _context.Root;

    /// <summary>The container of the value that holds the call, unresolved; null at the root.</summary>
    public ConfigNode? Parent => _at.Parent?.Node;

    internal ResolutionContext Context => _context;

    internal Cursor At => _at;

    /// <summary>The resolved node at a key; a key with leading dots counts from <see cref="Parent"/>.</summary>
    /// <param name="key">For instance <c>a.b[0]</c> or <c>.sibling</c>.</param>
    /// <returns>Null when there is no such node or its value is missing (<c>???</c>).</returns>
    public ConfigNode? Select(string key) => _context.SelectFrom(_at, key) is { } found ? _context.ResolveTree(found) : null;

    /// <summary>The single text, number or bool at <paramref name="index"/>, as Python's <c>str()</c> prints it; null when there is no such argument.</summary>
    public string? Text(int index) => index < Arguments.Count ? PythonText.Of(Arguments[index]) : null;
}
