namespace Binnacle.Server.Api.GraphQl;

/// <summary>An object of an answer: fields by name, each computed when it is selected.</summary>
/// <param name="typeName">The object's type.</param>
internal sealed class GraphObject(string typeName)
{
    private readonly Dictionary<string, Func<Task<object?>>> _fields = new(StringComparer.Ordinal);

    public string TypeName => typeName;

    public GraphObject With(string name, object? value) => Computed(name, () => Task.FromResult(value));

    public GraphObject Computed(string name, Func<Task<object?>> value)
    {
        _fields[name] = value;
        return this;
    }

    /// <exception cref="GraphError">There is no such field.</exception>
    public Task<object?> ValueAsync(string name)
    {
        if (name == "__typename")
            return Task.FromResult<object?>(typeName);
        return _fields.TryGetValue(name, out Func<Task<object?>>? value)
            ? value()
            : throw new GraphError($"Cannot query field '{name}' on type '{typeName}'.");
    }
}
