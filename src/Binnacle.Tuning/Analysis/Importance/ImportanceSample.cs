namespace Binnacle.Tuning;

/// <summary>Complete trials as importance evaluators see them: parameters in internal form, and what is to be explained.</summary>
/// <param name="Space">The parameters, by name; none has a single value.</param>
/// <param name="Values">For each trial the parameters' values in internal form, in the order of <paramref name="Space"/>.</param>
/// <param name="Targets">For each trial what is to be explained; finite.</param>
/// <param name="LowerIsBetter">Smaller targets are better.</param>
public sealed record ImportanceSample(
    IReadOnlyList<KeyValuePair<string, Distribution>> Space, IReadOnlyList<double[]> Values, IReadOnlyList<double> Targets, bool LowerIsBetter);
