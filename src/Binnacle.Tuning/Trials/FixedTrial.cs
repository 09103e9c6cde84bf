namespace Binnacle.Tuning;

/// <summary>Trials with given parameters, to run an objective without a study: in tests, or to deploy the best parameters.</summary>
/// <remarks>Nothing is sampled: a parameter that is not given is an error. Reports lead to nothing, and no trial is pruned.</remarks>
public static class FixedTrial
{
    /// <summary>A trial with the given parameters.</summary>
    /// <param name="parameters">Values by name, in external form.</param>
    /// <param name="number">The trial's number.</param>
    public static Trial Create(IReadOnlyDictionary<string, object?> parameters, int number = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Study study = Study.Create(new StudyOptions { Name = "fixed", Sampler = new NothingSampled(), Pruner = new NopPruner() });
        study.EnqueueTrial(parameters);
        FrozenTrial record = study.Storage.ClaimWaitingTrial(study.Id)!;
        return new Trial(study, record with { Number = number }, []);
    }

    /// <summary>A trial with the parameters of another, e.g. of the best one.</summary>
    public static Trial Of(FrozenTrial trial) => Create(trial.Params, trial.Number);

    private sealed class NothingSampled : ISampler
    {
        public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution) =>
            throw new TuningException($"Parameter '{name}' was not given to the fixed trial; it has {Given(trial)}.");

        private static string Given(FrozenTrial trial) =>
            Study.FixedParameters(trial) is { Count: > 0 } given ? string.Join(", ", given.Keys) : "none";
    }
}
