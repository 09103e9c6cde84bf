namespace Binnacle.Configuration;

/// <summary>One entry of the final defaults list.</summary>
/// <param name="ConfigPath">Path of the config, e.g. <c>db/mysql</c>.</param>
/// <param name="Package">Package in which its content stands; empty for the root.</param>
/// <param name="Parent">Path of the config whose defaults list brought it in, or for <c>_self_</c> its config; null for the roots.</param>
/// <param name="IsSelf">The content of a config that has a defaults list.</param>
/// <param name="IsPrimary">The primary config.</param>
/// <param name="OverrideKey">The key by which the choice is overridden on the command line; null when it cannot be.</param>
public sealed record DefaultsResult(string ConfigPath, string Package, string? Parent, bool IsSelf, bool IsPrimary, string? OverrideKey);
