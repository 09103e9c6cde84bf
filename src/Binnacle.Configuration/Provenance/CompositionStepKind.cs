namespace Binnacle.Configuration;

/// <summary>What laid values into a composed configuration.</summary>
public enum CompositionStepKind
{
    /// <summary>A config of the built-in hydra configuration.</summary>
    BuiltIn,

    /// <summary>A config of a folder or an assembly.</summary>
    Config,

    /// <summary>A config or schema that the program registered.</summary>
    Registered,

    /// <summary>An override of the command line.</summary>
    Override,

    /// <summary>The composition itself, which fills in <c>hydra.runtime</c>, <c>hydra.overrides</c> and <c>hydra.job</c>.</summary>
    Composition,
}
