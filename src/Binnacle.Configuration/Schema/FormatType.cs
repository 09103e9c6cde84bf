namespace Binnacle.Configuration;

/// <summary>Values with a form of their own, such as durations and dates; a configuration keeps them as they are written.</summary>
/// <param name="Name">The name of the type.</param>
/// <param name="Expected">What is wanted, in words.</param>
/// <param name="Parse">Makes the object of a value; null when the value has another form.</param>
internal sealed record FormatType(string Name, string Expected, Func<object, object?> Parse) : ScalarType(Name)
{
    public override string Expected { get; } = Expected;

    public override object? Fit(object value) => Parse(value) is null ? null : value;

    public override string Refusal(ConfigNode value, string shown, string kind) => $"Value '{shown}' of type '{kind}' is not {Expected}";
}
