namespace Binnacle.Tuning;

/// <summary>Constraint values of trials.</summary>
internal static class TrialConstraints
{
    /// <summary>Evaluates and stores the constraints of a trial that was complete or pruned.</summary>
    public static void Store(Study study, FrozenTrial trial, TrialState state, Func<FrozenTrial, IReadOnlyList<double>> constraints)
    {
        if (state is not (TrialState.Complete or TrialState.Pruned))
            return;
        IReadOnlyList<double> values = constraints(trial);
        if (values.Any(double.IsNaN))
            throw new TuningException($"Trial {trial.Number}: a constraint is NaN.");
        study.Storage.SetTrialSystemAttribute(trial.Id, Study.ConstraintsKey, values);
    }
}
