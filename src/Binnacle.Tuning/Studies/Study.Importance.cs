namespace Binnacle.Tuning;

public sealed partial class Study
{
    /// <summary>How much each parameter matters for an objective, the most important first.</summary>
    /// <remarks>Looks at complete trials with finite values. A parameter with a single value has the importance 0.</remarks>
    /// <param name="options">Method, parameters and objective; null for the defaults.</param>
    /// <exception cref="TuningException">
    /// There are fewer than two complete trials, no complete trial has all parameters, a parameter's distribution changes between
    /// trials, or the study has several objectives and none is chosen.
    /// </exception>
    public IReadOnlyList<ParameterImportance> GetParameterImportances(ImportanceOptions? options = null)
    {
        options ??= new ImportanceOptions();
        FrozenTrial[] complete = [.. Trials.Where(trial => trial.State == TrialState.Complete)];
        if (complete.Length < 2)
            throw new TuningException($"Importances need at least two complete trials; study '{Name}' has {complete.Length}.");
        var space = options.Parameters is { } names ? SpaceOf(names, complete) : CommonSpace(complete);
        var varying = space.Where(item => !item.Value.IsSingle).ToArray();
        double[] importances = varying.Length == 0 ? [] : [.. options.Evaluator.Evaluate(Sample(options, complete, space, varying))];

        var all = varying.Select((item, index) => new ParameterImportance(item.Key, importances[index]))
            .Concat(space.Where(item => item.Value.IsSingle).Select(item => new ParameterImportance(item.Key, 0)));
        ParameterImportance[] sorted = [.. all.OrderBy(item => item.Value).Reverse()];
        return options.Normalize ? Normalize(sorted) : sorted;
    }

    // Parameters that all trials have with the same distribution, by name.
    private static KeyValuePair<string, Distribution>[] CommonSpace(FrozenTrial[] trials) =>
    [
        .. trials[0].Distributions
            .Where(item => trials.All(trial => item.Value.Equals(trial.FindParameter(item.Key)?.Distribution)))
            .OrderBy(item => item.Key, StringComparer.Ordinal),
    ];

    private KeyValuePair<string, Distribution>[] SpaceOf(IReadOnlyList<string> names, FrozenTrial[] trials)
    {
        FrozenTrial[] having = [.. trials.Where(trial => names.All(name => trial.FindParameter(name) is not null))];
        if (having.Length == 0)
            throw new TuningException($"No complete trial of study '{Name}' has all of the parameters {string.Join(", ", names)}; the study has {string.Join(", ", KnownParameters(trials))}.");
        var space = names.Distinct().Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, having[0].Distributions[name])).ToArray();
        foreach (var (name, distribution) in space)
        {
            if (having.FirstOrDefault(trial => !trial.Distributions[name].Equals(distribution)) is { } other)
                throw new TuningException($"Parameter '{name}' has another distribution in trial {other.Number} than in trial {having[0].Number}; its importance cannot be assessed.");
        }

        return space;
    }

    private static IEnumerable<string> KnownParameters(FrozenTrial[] trials) =>
        trials.SelectMany(trial => trial.Parameters).Select(parameter => parameter.Name).Distinct().Order(StringComparer.Ordinal);

    private ImportanceSample Sample(
        ImportanceOptions options, FrozenTrial[] complete, KeyValuePair<string, Distribution>[] space, KeyValuePair<string, Distribution>[] varying)
    {
        if (options is { Objective: null, Target: null } && Directions.Length > 1)
            throw new TuningException($"Study '{Name}' has {Directions.Length} objectives; choose one of them, or a target.");
        int objective = options.Objective ?? 0;
        if (objective < 0 || objective >= Directions.Length)
            throw new TuningException($"Study '{Name}' has no objective {objective}; it has {Directions.Length}, counted from 0.");
        Func<FrozenTrial, double> target = options.Target ?? (trial => trial.Values![objective]);
        FrozenTrial[] usable = [.. complete.Where(trial =>
            space.All(item => trial.FindParameter(item.Key) is not null) && double.IsFinite(target(trial)))];
        if (usable.Length == 0)
            throw new TuningException($"No complete trial of study '{Name}' has a finite value.");
        return new ImportanceSample(
            varying,
            [.. usable.Select(trial => varying.Select(item => trial.FindParameter(item.Key)!.InternalValue).ToArray())],
            [.. usable.Select(target)],
            options.Target is not null || Directions[objective] == StudyDirection.Minimize);
    }

    private static ParameterImportance[] Normalize(ParameterImportance[] importances)
    {
        double sum = importances.Sum(item => item.Value);
        return [.. importances.Select(item => item with { Value = sum == 0 ? 1.0 / importances.Length : item.Value / sum })];
    }
}
