namespace Binnacle.Tracking;

/// <summary>Stages of model versions. MLflow advises aliases instead, and still serves stages.</summary>
public static class ModelStages
{
    /// <summary>In no stage.</summary>
    public const string None = "None";

    /// <summary>Being tried out.</summary>
    public const string Staging = "Staging";

    /// <summary>In use.</summary>
    public const string Production = "Production";

    /// <summary>No longer in use.</summary>
    public const string Archived = "Archived";

    /// <summary>MLflow keeps deleted versions in this stage, so that their numbers are not given again; nobody sees them.</summary>
    internal const string Deleted = "Deleted_Internal";

    /// <summary>All stages, in MLflow's order.</summary>
    public static IReadOnlyList<string> All { get; } = [None, Staging, Production, Archived];

    /// <summary>The official name of a stage that is written in any case.</summary>
    /// <exception cref="TrackingException">There is no such stage.</exception>
    public static string Parse(string text) => All.FirstOrDefault(stage => stage.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw TrackingException.Invalid($"Invalid Model Version stage: {text}. Value must be one of {string.Join(", ", All)}.");
}
