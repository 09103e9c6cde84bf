namespace Binnacle.Tracking;

/// <summary>A parameter that a resumed run was given with another value; the run keeps the first.</summary>
/// <param name="Key">The parameter's name.</param>
/// <param name="First">The value in the run.</param>
/// <param name="Current">The value given now.</param>
public sealed record ParamChange(string Key, string First, string Current);
