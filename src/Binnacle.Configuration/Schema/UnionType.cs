namespace Binnacle.Configuration;

/// <summary>A value of one of several types, exactly: nothing is converted.</summary>
/// <param name="Members">The types.</param>
internal sealed record UnionType(IReadOnlyList<ScalarType> Members) : ScalarType($"Union[{string.Join(", ", Members.Select(member => member.Name))}]")
{
    public override string Expected => string.Join(" or ", Members.Select(member => member.Expected));

    public override object? Fit(object value) => Members.Any(member => Equals(member.Fit(value), value)) ? value : null;

    public override string Refusal(ConfigNode value, string shown, string kind) => kind is "DictConfig" or "ListConfig"
        ? $"Cannot assign container '{shown}' of type '{kind}' to {Hint}"
        : $"Value '{shown}' of type '{kind}' is incompatible with type hint '{Hint}'";
}
