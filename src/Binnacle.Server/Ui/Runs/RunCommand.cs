using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The command that runs a job again.</summary>
internal static class RunCommand
{
    /// <summary>Lines for a shell: the commit where it is known, then the program with its overrides; null when the run names no program.</summary>
    public static string? Of(Run run)
    {
        if (run.Tags.GetValueOrDefault(ReservedTags.SourceName) is not { Length: > 0 } source)
            return null;
        string program = source.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? $"dotnet {Quoted(source)}"
            : source.EndsWith(".py", StringComparison.OrdinalIgnoreCase) ? $"python {Quoted(source)}"
            : Quoted(source);
        string overrides = run.Tags.GetValueOrDefault(ReservedTags.Overrides) is { Length: > 0 } given ? " " + given : "";
        // Only what looks like a commit goes into a command that people paste.
        return run.Tags.GetValueOrDefault(ReservedTags.GitCommit) is { } commit && commit.Length >= 7 && commit.All(char.IsAsciiHexDigit)
            ? $"git checkout {commit}\n{program}{overrides}"
            : program + overrides;
    }

    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || "_-./".Contains(c, StringComparison.Ordinal)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
