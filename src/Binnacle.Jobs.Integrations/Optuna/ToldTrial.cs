namespace Binnacle.Jobs.Integrations;

/// <summary>A trial of this sweep after its end.</summary>
/// <param name="Job">The job's number in the sweep, which names its folder.</param>
/// <param name="Trial">The trial's number in the study; it differs where the study is older than the sweep.</param>
/// <param name="Parameters">The searched parameters.</param>
/// <param name="Values">The objective values; null: it failed.</param>
internal sealed record ToldTrial(int Job, int Trial, IReadOnlyDictionary<string, object?> Parameters, IReadOnlyList<double>? Values);
