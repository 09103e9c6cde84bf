namespace Binnacle.Jobs.Logging;

/// <summary>The settings of python-json-logger that are understood.</summary>
/// <param name="Renames">New names of attributes.</param>
/// <param name="StaticFields">Fields with a fixed value on every line.</param>
/// <param name="Timestamp">The name of a field with the time in ISO form and UTC; null for none.</param>
/// <param name="EnsureAscii">Whether characters outside ASCII are escaped.</param>
internal sealed record JsonFormatterOptions(
    IReadOnlyDictionary<string, string> Renames,
    IReadOnlyDictionary<string, object?> StaticFields,
    string? Timestamp,
    bool EnsureAscii);
