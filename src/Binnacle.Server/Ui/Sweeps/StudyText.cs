using Binnacle.Server.Studies;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>The words for parts of studies.</summary>
internal static class StudyText
{
    private static readonly string[] FaultKeys = ["fail_reason", "STUDY_TELL_WARNING"];

    /// <summary>The objectives' names; numbered where the study has none.</summary>
    public static IReadOnlyList<string> Objectives(StudySnapshot study) => study.AsStudy().MetricNames
        ?? [.. Enumerable.Range(0, study.Record.Directions.Length).Select(index => study.Record.Directions.Length == 1 ? "value" : $"objective {index}")];

    /// <summary>Why a trial failed; null when nobody said.</summary>
    public static string? Fault(FrozenTrial trial) => FaultKeys.Select(key => trial.SystemAttributes.GetValueOrDefault(key) as string).FirstOrDefault(text => text is not null);

    /// <summary>A state's word and its colour.</summary>
    public static (string Name, string Style) State(TrialState state) => state switch
    {
        TrialState.Complete => ("Complete", "ok"),
        TrialState.Pruned => ("Pruned", "idle"),
        TrialState.Fail => ("Failed", "bad"),
        TrialState.Running => ("Running", "live"),
        _ => ("In the queue", "idle"),
    };
}
