namespace Binnacle.Configuration;

/// <summary>Paths of files and folders, from text alone; the text is kept as it was written.</summary>
internal sealed record PathType() : ScalarType("Path")
{
    public override string Expected => "a path";

    public override object? Fit(object value) => value as string;

    public override string Refusal(ConfigNode value, string shown, string kind) => $"Value '{shown}' of type '{kind}' could not be converted to Path";
}
