namespace Binnacle.Configuration;

/// <summary>How much a finding of the lint matters.</summary>
public enum LintSeverity
{
    /// <summary>Worth knowing, and often meant.</summary>
    Note,

    /// <summary>Most likely a mistake, but the configuration works, or works with other choices.</summary>
    Warning,

    /// <summary>A run fails by it.</summary>
    Error,
}
