namespace Binnacle.Configuration;

/// <summary>One key in which two configurations differ.</summary>
/// <param name="Key">The key from the root: <c>a.b.c</c>. Lists are compared as a whole.</param>
/// <param name="Before">The first one's value; null when it has no such key.</param>
/// <param name="After">The second one's value; null when it has no such key.</param>
public sealed record ConfigDifference(string Key, ConfigNode? Before, ConfigNode? After);
