namespace Binnacle.Tuning;

/// <summary>Which parameters a plot shows.</summary>
internal static class PlotParameters
{
    /// <summary>The named parameters, or those of the trials in order; of too many the most important by PED-ANOVA.</summary>
    /// <exception cref="TuningException">A name is not among the parameters of the trials.</exception>
    public static IReadOnlyList<string> Of(Study study, FrozenTrial[] trials, IReadOnlyList<string>? given, PlotTarget target, int most = int.MaxValue)
    {
        string[] known = [.. ParameterAxis.NamesOf(trials)];
        if (given is not null)
        {
            return trials.Length == 0 ? [] : given.FirstOrDefault(name => !known.Contains(name)) is not { } unknown
                ? [.. given.Distinct()]
                : throw new TuningException($"No complete trial of study '{study.Name}' has a parameter '{unknown}'; there are {string.Join(", ", known)}.");
        }

        if (known.Length <= most)
            return known;
        string[] important = [.. ByImportance(study, target).Concat(known).Distinct().Take(most)];
        return [.. important.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> ByImportance(Study study, PlotTarget target)
    {
        try
        {
            return study.GetParameterImportances(new ImportanceOptions
            {
                Evaluator = new PedAnovaImportanceEvaluator(),
                Target = target.LowerIsBetter ? target.Value : trial => -target.Value(trial),
            }).Select(item => item.Parameter);
        }
        catch (TuningException)
        {
            // Too few trials to tell; then the first names are as good as any.
            return [];
        }
    }
}
