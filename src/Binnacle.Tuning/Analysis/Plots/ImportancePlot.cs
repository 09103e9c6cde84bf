namespace Binnacle.Tuning;

/// <summary>How much parameters matter for each objective.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Objectives">For each objective its name and the importances; an objective that cannot be assessed has none.</param>
/// <param name="Fault">Why there are no importances; null when there are some.</param>
public sealed record ImportancePlot(
    string Study, IReadOnlyList<KeyValuePair<string, IReadOnlyList<ParameterImportance>>> Objectives, string? Fault)
{
    /// <summary>The importances of a study's parameters, for each objective or for one.</summary>
    /// <param name="study">The study.</param>
    /// <param name="options">How they are assessed; null for the defaults. Without an objective or a target, all objectives are.</param>
    public static ImportancePlot Of(Study study, ImportanceOptions? options = null)
    {
        options ??= new ImportanceOptions();
        IReadOnlyList<string> names = PlotTarget.NamesOf(study);
        try
        {
            if (options.Target is not null)
                return new ImportancePlot(study.Name, [new("target", study.GetParameterImportances(options))], null);
            IEnumerable<int> objectives = options.Objective is { } one ? [one] : Enumerable.Range(0, names.Count);
            return new ImportancePlot(
                study.Name,
                [.. objectives.Select(place => KeyValuePair.Create(
                    place >= 0 && place < names.Count ? names[place] : "", study.GetParameterImportances(options with { Objective = place })))],
                null);
        }
        catch (TuningException error)
        {
            return new ImportancePlot(study.Name, [], error.Message);
        }
    }
}
