namespace Binnacle.Tuning;

/// <summary>How much a parameter matters for an objective.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Value">From 0; normalised importances add up to 1.</param>
public sealed record ParameterImportance(string Parameter, double Value);
