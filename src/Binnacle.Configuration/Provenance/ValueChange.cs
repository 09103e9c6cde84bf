namespace Binnacle.Configuration;

/// <summary>One moment in the history of a key: a step gave it a value, or took it away.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value after the step, unresolved; null when the step deleted the key.</param>
public sealed record ValueChange(CompositionStep Step, ConfigNode? Value)
{
    /// <summary>The step deleted the key, or replaced what held it.</summary>
    public bool IsDeletion => Value is null;

    /// <summary>Where the value was written; null for values that code made and for a deletion by a file.</summary>
    public Origin? Origin => Step.Kind == CompositionStepKind.Override && Value?.Origin?.OverrideText is null
        ? Configuration.Origin.OfOverride(Step.Name, Step.Name.IndexOf('=', StringComparison.Ordinal) + 2 is > 1 and var column ? column : 1)
        : Value?.Origin;

    /// <summary>The place in words: <c>conf/db/mysql.yaml:2:7</c>, <c>override 'db.port=1'</c>, <c>structured://base</c>.</summary>
    public string Place => Origin?.ToString() ?? Step.Location;
}
