namespace Binnacle.Configuration;

/// <summary>Bytes, from bytes alone.</summary>
internal sealed record BytesType() : ScalarType("bytes")
{
    public override string Expected => "bytes";

    public override object? Fit(object value) => value as byte[];

    public override string Refusal(ConfigNode value, string shown, string kind) => $"Value '{shown}' of type '{kind}' is not of type 'bytes'";
}
