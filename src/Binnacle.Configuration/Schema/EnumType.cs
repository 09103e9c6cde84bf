using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>One of several names, given by name (with or without the type's name before it) or by number.</summary>
/// <param name="Name">The name of the enumeration.</param>
/// <param name="Members">Its members.</param>
internal sealed record EnumType(string Name, IReadOnlyList<EnumMember> Members) : ScalarType(Name)
{
    /// <summary>Case, <c>_</c> and <c>-</c> tell no names apart, as suits C#, whose names are spelled in another way. The reference's enumerations are exact.</summary>
    public bool IsLenient { get; init; }

    public override string Expected => "one of " + string.Join(", ", Members.Select(member => member.Name));

    public override object? Fit(object value) => value switch
    {
        string text => Named(text.StartsWith(Name + ".", StringComparison.Ordinal) ? text[(Name.Length + 1)..] : text),
        long or BigInteger => Members.FirstOrDefault(member => member.Number is not null && member.Number == IntegerType.Parse(value))?.Name,
        _ => null,
    };

    public override string Refusal(ConfigNode value, string shown, string kind) => value is ScalarNode { Value: string or long or BigInteger or bool }
        ? $"Invalid value '{shown}', expected one of [{string.Join(", ", Members.Select(member => member.Name))}]"
        : $"Value {shown} ({kind}) is not a valid input for <enum '{Name}'>";

    public override string? Nearest(string shown) => NearestName.Of(shown, Members.Select(member => member.Name));

    private string? Named(string text) =>
        Members.FirstOrDefault(member => member.Name == text)?.Name ?? (IsLenient ? Members.FirstOrDefault(member => Bare(member.Name) == Bare(text))?.Name : null);

    private static string Bare(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
