namespace Binnacle.Server.Ui.Runs;

/// <summary>One row of the table.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="RunId">The run that it shows; null for the heading of a group.</param>
/// <param name="Group">The group that it heads.</param>
/// <param name="IsOpen">Whether the group's runs are shown.</param>
/// <param name="Depth">How deep it is nested.</param>
internal sealed record PlannedRow(int Row, string? RunId, RunGroup? Group = null, bool IsOpen = false, int Depth = 0);
