namespace Binnacle.Configuration;

/// <summary>One moment in the history of a key: a step gave it a value, or took it away.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value after the step, unresolved; null when the step deleted the key.</param>
public sealed record ValueChange(CompositionStep Step, ConfigNode? Value)
{
    /// <summary>The step deleted the key, or replaced what held it.</summary>
    public bool IsDeletion => Value is null;

    /// <summary>Where the value was written; null for a deletion and for values that code made.</summary>
    public Origin? Origin => Value?.Origin;

    /// <summary>The place in words: <c>conf/db/mysql.yaml:2:7</c>, <c>override 'db.port=1'</c>, <c>structured://base</c>.</summary>
    public string Place => Step.Kind is CompositionStepKind.Override || Origin is null ? Step.Location : Origin.ToString();
}
