namespace Binnacle.Configuration;

/// <summary>Where a value came from: a place in a file, a command-line override, or code.</summary>
/// <param name="Source">Path of the file as the user knows it, or the override as messages show it: <c>override 'lr=0.1'</c>.</param>
/// <param name="Line">Line in the file, from 1; 0 when the source has no lines.</param>
/// <param name="Column">Column in the line, from 1; for an override, the column in its text; 0 when unknown.</param>
public sealed record Origin(string Source, int Line = 0, int Column = 0)
{
    private const string OverrideMark = "override '";

    /// <summary>The text of the override that the origin names; null for another source.</summary>
    internal string? OverrideText =>
        Line == 0 && Source.StartsWith(OverrideMark, StringComparison.Ordinal) && Source.EndsWith('\'') ? Source[OverrideMark.Length..^1] : null;

    /// <summary><c>file:line:column</c>, or the source alone when it has no lines.</summary>
    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}" : Source;

    /// <summary>A column of an override of the command line.</summary>
    internal static Origin OfOverride(string input, int column) => new($"{OverrideMark}{input}'", 0, column);
}
