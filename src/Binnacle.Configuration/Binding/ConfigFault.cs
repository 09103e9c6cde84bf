namespace Binnacle.Configuration;

/// <summary>One value that does not fit the type to which a configuration is bound.</summary>
/// <param name="Key">The key from the root, as <c>a.b[0]</c>.</param>
/// <param name="Expected">What the type wants, e.g. <c>a number</c>; empty for an unknown key.</param>
/// <param name="Found">What is there, e.g. <c>'fast' (text)</c>.</param>
/// <param name="Origin">Where the value was written; null when it was made by code.</param>
/// <param name="Nearest">The valid key or name that was most likely meant; null when none is near.</param>
public sealed record ConfigFault(string Key, string Expected, string Found, Origin? Origin = null, string? Nearest = null)
{
    /// <summary>The fault in words, with the line of the file and carets where the origin is a file that exists.</summary>
    public override string ToString()
    {
        string place = Origin is null ? "" : $"{Origin}: ";
        string fault = Expected.Length == 0 ? Found : $"expected {Expected}, found {Found}";
        string hint = Nearest is null ? "" : $" Did you mean '{Nearest}'?";
        return $"{place}{Key}: {fault}.{hint}{SourceExcerpt.OfValue(Origin)}";
    }
}
