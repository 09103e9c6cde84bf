namespace Binnacle.Configuration;

/// <summary>The findings of one pass; a place is told once for each rule and message.</summary>
internal sealed class LintFindings
{
    private readonly List<LintFinding> _findings = [];
    private readonly HashSet<(string Rule, Origin? Place, string Message)> _seen = [];
    private readonly HashSet<(string Source, int Line)> _errors = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Errors first, then by place.</summary>
    public IReadOnlyList<LintFinding> Sorted =>
    [
        .. _findings.OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Place?.Source ?? "", StringComparer.Ordinal)
            .ThenBy(finding => finding.Place?.Line ?? 0)
            .ThenBy(finding => finding.Place?.Column ?? 0),
    ];

    /// <summary>True when an error was found in this line already: what fails by it need not be told again.</summary>
    public bool HasErrorAt(Origin? place) => place is { Line: > 0 } && _errors.Contains((place.Source, place.Line));

    /// <summary>True when the same was found already.</summary>
    public bool Contains(LintFinding finding) => _seen.Contains((finding.Rule, finding.Place, finding.Message));

    /// <summary>Notes a config that was told to be missing: compositions that fail by it need not be told.</summary>
    public void AddMissing(string configPath) => _missing.Add(configPath);

    public void Add(LintFinding finding)
    {
        if (!_seen.Add((finding.Rule, finding.Place, finding.Message)))
            return;
        _findings.Add(finding);
        if (finding is { Severity: LintSeverity.Error, Place: { } place })
            _errors.Add((place.Source, place.Line));
    }

    /// <summary>Adds a fault that an exception tells, unless it was found already.</summary>
    public void Add(string rule, LintSeverity severity, ConfigException error, Origin? otherwise = null, string prefix = "")
    {
        (string message, string? hint) = FaultText.Of(error);
        if (HasErrorAt(error.Origin) || _missing.Any(path => message.EndsWith($"'{path}'", StringComparison.Ordinal) || message.EndsWith($"'{path}'.", StringComparison.Ordinal)))
            return;
        Add(new LintFinding(rule, severity, error.Origin ?? otherwise, prefix + message, hint));
    }
}
