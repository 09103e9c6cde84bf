namespace Binnacle.Server.Api.GraphQl;

/// <summary>A field that a query selects.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Alias">The name it has in the answer.</param>
/// <param name="Arguments">Its arguments, variables put in.</param>
/// <param name="Fields">What is selected of its value.</param>
internal sealed record GraphField(string Name, string Alias, IReadOnlyDictionary<string, object?> Arguments, IReadOnlyList<GraphField> Fields)
{
    private const string SpreadMark = "...";

    /// <summary>A place where the fields of a named fragment belong.</summary>
    public static GraphField Spread(string fragment) => new(SpreadMark, fragment, new Dictionary<string, object?>(), []);

    /// <summary>Name of the fragment whose fields belong here; null for a field.</summary>
    public string? Fragment => Name == SpreadMark ? Alias : null;

    /// <summary>The argument <c>input</c>, in which every call of MLflow's has its fields.</summary>
    public GraphInput Input => new(Arguments.GetValueOrDefault("input") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>());
}
