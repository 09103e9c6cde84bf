namespace Binnacle.Configuration;

/// <summary>Findings of the lint in words, as compilers print them.</summary>
public static class LintText
{
    /// <summary>All findings, each with its place, its line and what would help, and a last line that counts them.</summary>
    public static string Of(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return string.Join("\n", report.Findings.Select(finding => Of(finding) + "\n").Append(Summary(report)));
    }

    /// <summary>One finding: <c>conf/db.yaml:3:7: error: … [type]</c>, the line with carets, the hint.</summary>
    public static string Of(LintFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        string place = finding.Place is null ? "" : $"{finding.Place}: ";
        string excerpt = finding.Length > 0 ? SourceExcerpt.OfFile(finding.Place, finding.Length) : SourceExcerpt.OfValue(finding.Place);
        string hint = finding.Hint is null ? "" : $"\n  {finding.Hint}";
        return $"{place}{Name(finding.Severity)}: {finding.Message} [{finding.Rule}]{excerpt}{hint}";
    }

    /// <summary>The line that counts: <c>12 files, 5 compositions: 1 error, 2 warnings, 0 notes</c>.</summary>
    public static string Summary(LintReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return $"{Counted(report.FileCount, "file")}, {Counted(report.CompositionCount, "composition")}: {Counted(report, LintSeverity.Error)}, {Counted(report, LintSeverity.Warning)}, {Counted(report, LintSeverity.Note)}";
    }

    /// <summary>The word of a severity: <c>error</c>, <c>warning</c>, <c>note</c>.</summary>
    public static string Name(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "note",
    };

    private static string Counted(LintReport report, LintSeverity severity) => Counted(report.Count(severity), Name(severity));

    private static string Counted(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
