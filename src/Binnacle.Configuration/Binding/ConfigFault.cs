namespace Binnacle.Configuration;

/// <summary>One value that does not fit the type to which a configuration is bound.</summary>
/// <param name="Key">The key from the root, as <c>a.b[0]</c>.</param>
/// <param name="Expected">What the type wants, e.g. <c>a number</c>; empty for an unknown key.</param>
/// <param name="Found">What is there, e.g. <c>'fast' (text)</c>.</param>
/// <param name="Origin">Where the value was written, for an unknown key where the key was; null when it was made by code.</param>
/// <param name="Nearest">The valid key or name that was most likely meant; null when none is near.</param>
public sealed record ConfigFault(string Key, string Expected, string Found, Origin? Origin = null, string? Nearest = null)
{
    private bool IsUnknownKey => Expected.Length == 0;

    private string LastPart => Key[(Key.LastIndexOf('.') + 1)..];

    /// <summary>The fault in words, with carets under the place in the line of the file or in the override.</summary>
    public override string ToString()
    {
        string place = Origin is null ? "" : $"{Origin}: ";
        string fault = Expected.Length == 0 ? Found : $"expected {Expected}, found {Found}";
        string hint = Nearest is null ? "" : $" Did you mean '{Nearest}'?";
        string excerpt = IsUnknownKey ? SourceExcerpt.OfFile(Origin, LastPart.Length) : SourceExcerpt.OfValue(Origin);
        return $"{place}{Key}: {fault}.{hint}{excerpt}";
    }
}
