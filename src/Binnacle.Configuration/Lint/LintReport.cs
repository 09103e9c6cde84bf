namespace Binnacle.Configuration;

/// <summary>What the lint found in a configuration.</summary>
/// <param name="Findings">The findings, errors first, then by place.</param>
/// <param name="FileCount">The number of config files that were read.</param>
/// <param name="CompositionCount">The number of compositions that were tried: each primary config, and each option of its groups.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, int FileCount, int CompositionCount)
{
    /// <summary>True when a run would fail.</summary>
    public bool HasErrors => Count(LintSeverity.Error) > 0;

    /// <summary>The number of findings of a severity.</summary>
    public int Count(LintSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
