namespace Binnacle.Server.Ui.Shared;

/// <summary>A named value in a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The value as shown.</param>
/// <param name="Hint">The whole value, when the text is shortened.</param>
/// <param name="Note">A word beside it.</param>
public sealed record ValueRow(string Name, string Text, string? Hint = null, string? Note = null);
