using System.Globalization;

namespace Binnacle.Server.Api.GraphQl;

/// <summary>The fields of an input object.</summary>
internal sealed class GraphInput(IReadOnlyDictionary<string, object?> fields)
{
    public string Text(string name) => fields.GetValueOrDefault(name) as string ?? "";

    public string? TextOrNull(string name) => fields.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

    public IReadOnlyList<string> Texts(string name) => fields.GetValueOrDefault(name) switch
    {
        IReadOnlyList<object?> list => [.. list.OfType<string>()],
        string one => [one],
        _ => [],
    };

    /// <summary>A whole number; 64-bit ones are written as texts in GraphQL.</summary>
    public long? Integer(string name) => fields.GetValueOrDefault(name) switch
    {
        double number => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };
}
