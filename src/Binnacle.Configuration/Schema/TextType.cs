namespace Binnacle.Configuration;

/// <summary>Text, from every single value but bytes, as Python prints it.</summary>
internal sealed record TextType() : ScalarType("str")
{
    public override string Expected => "text";

    public override object? Fit(object value) => value is byte[] ? null : PythonText.Of(value);

    public override string Refusal(ConfigNode value, string shown, string kind) => $"Cannot convert '{kind}' to string: '{shown}'";
}
