namespace Binnacle.Configuration;

/// <summary>Whether a program runs one job or sweeps over many.</summary>
public enum RunMode
{
    /// <summary>One job; a sweep among the overrides is an error.</summary>
    Run,

    /// <summary>Many jobs; sweeps and choices that are still missing are left to the jobs.</summary>
    MultiRun,
}
