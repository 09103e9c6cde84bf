namespace Binnacle.Server.Api.GraphQl;

/// <summary>Puts the fields of fragments where their names stand.</summary>
/// <param name="fragments">The fragments by name.</param>
/// <param name="maxDepth">How deep fields may be nested.</param>
/// <param name="maxFields">How many fields there may be in all.</param>
internal sealed class GraphFragments(IReadOnlyDictionary<string, List<GraphField>> fragments, int maxDepth, int maxFields)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _fields;

    /// <exception cref="GraphError">A fragment is not known or holds itself, or there are too many fields.</exception>
    public IReadOnlyList<GraphField> Expand(IReadOnlyList<GraphField> fields) => Expand(fields, 1);

    /// <summary>A field that several fragments select is one field, with what each of them selects of it.</summary>
    private GraphField[] Expand(IEnumerable<GraphField> fields, int depth)
    {
        List<GraphField> all = [.. Flatten(fields)];
        if (all.Count > 0 && depth > maxDepth)
            throw new GraphError($"Query exceeds maximum depth of {maxDepth}");
        return [.. all.GroupBy(field => field.Alias, StringComparer.Ordinal).Select(same => same.First() with
        {
            Fields = Expand(same.SelectMany(field => field.Fields), depth + 1),
        })];
    }

    private IEnumerable<GraphField> Flatten(IEnumerable<GraphField> fields)
    {
        foreach (GraphField field in fields)
        {
            if (++_fields > maxFields)
                throw new GraphError($"Query exceeds maximum total selections of {maxFields}");
            if (field.Fragment is not { } name)
            {
                yield return field;
                continue;
            }

            if (!fragments.TryGetValue(name, out List<GraphField>? content))
                throw new GraphError($"Unknown fragment '{name}'.");
            if (!_open.Add(name))
                throw new GraphError($"Cannot spread fragment '{name}' within itself.");
            foreach (GraphField inner in Flatten(content))
                yield return inner;
            _open.Remove(name);
        }
    }
}
