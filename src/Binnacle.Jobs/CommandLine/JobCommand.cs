namespace Binnacle.Jobs;

/// <summary>A parsed command line: flags and overrides, in any order.</summary>
internal sealed record JobCommand
{
    public CommandAction Action { get; init; }

    /// <summary>The argument of <c>--cfg</c>, <c>--info</c>, <c>--json-schema</c> or <c>--experimental-rerun</c>, or the job file of a worker.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The key after <c>--info provenance</c>; null: all.</summary>
    public string? Key { get; init; }

    public bool Resolve { get; init; }

    public bool Json { get; init; }

    /// <summary>Show what would be run, and run nothing.</summary>
    public bool DryRun { get; init; }

    public string? Package { get; init; }

    public string? ConfigPath { get; init; }

    public string? ConfigName { get; init; }

    public string? ConfigDirectory { get; init; }

    public IReadOnlyList<string> Overrides { get; init; } = [];
}
