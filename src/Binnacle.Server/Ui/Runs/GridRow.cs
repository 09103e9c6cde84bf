namespace Binnacle.Server.Ui.Runs;

/// <summary>A row of the table with its values.</summary>
/// <param name="Place">Where it stands, and what it is.</param>
/// <param name="Run">The run; null for the heading of a group, and for a run that is gone.</param>
/// <param name="Totals">Aggregates by column, for the heading of a group.</param>
internal sealed record GridRow(PlannedRow Place, RunRow? Run, IReadOnlyDictionary<RunColumn, RunCell>? Totals)
{
    /// <summary>Tells rows apart while the table changes.</summary>
    public string Key => Place.RunId ?? "group:" + Place.Group?.Value;
}
