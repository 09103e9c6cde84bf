namespace Binnacle.Jobs;

/// <summary>The flags of a job program and their help.</summary>
internal static class JobFlags
{
    /// <summary>The hidden flag of a worker process; its argument is the job file.</summary>
    public const string Worker = "--binnacle-worker";

    public static IReadOnlyList<JobFlag> All { get; } =
    [
        new("--help", "-h", null, "This program's help"),
        new("--hydra-help", null, null, "Help on the configuration system"),
        new("--version", null, null, "Show the version and exit"),
        new("--cfg", "-c", ["job", "hydra", "all"], "Show the composed config instead of running [job|hydra|all]"),
        new("--resolve", null, null, "With --cfg or --help: resolve interpolations before printing"),
        new("--package", "-p", [], "With --cfg: the part of the config to show, e.g. db.host"),
        new("--run", "-r", null, "Run one job"),
        new("--multirun", "-m", null, "Run a sweep of jobs"),
        new("--dry-run", null, null, "Show the jobs that would run, each composed and checked, and run none"),
        new("--shell-completion", "-sc", null, "Completion for bash, zsh, fish and powershell [install=SHELL|uninstall=SHELL|query=SHELL]"),
        new("--config-path", "-cp", [], "Use this config folder, relative to the program's own"),
        new("--config-name", "-cn", [], "Use this primary config"),
        new("--config-dir", "-cd", [], "Add a folder to the config search path"),
        new("--experimental-rerun", null, [], "Run a job again from the records of an earlier run, e.g. outputs/DATE/TIME/.hydra"),
        new("--info", "-i", ["all", "config", "defaults", "defaults-tree", "plugins", "searchpath", "provenance", "lint"], "Show how the config is composed [all|config|defaults|defaults-tree|plugins|searchpath], where its values come from [provenance, provenance KEY], or what is wrong in the config folder [lint]") { ArgumentOptional = true },
        new("--json", null, null, "With --info provenance or lint: print JSON"),
        new("--json-schema", null, [], "Print a JSON Schema of the config for editors, or write those of all configs and groups to a folder [FOLDER]") { ArgumentOptional = true },
    ];

    /// <summary>The flag of a name: a short one, a long one, or the beginning of a single long one.</summary>
    public static JobFlag? Find(string name)
    {
        if (All.FirstOrDefault(flag => flag.Name == name || flag.Short == name) is { } exact)
            return exact;
        JobFlag[] begun = name.StartsWith("--", StringComparison.Ordinal) ? [.. All.Where(flag => flag.Name.StartsWith(name, StringComparison.Ordinal))] : [];
        return begun.Length == 1 ? begun[0] : null;
    }

    /// <summary>One line a flag, for help texts.</summary>
    public static string Help => string.Join('\n', All.Select(flag => $"{flag.Names} : {flag.Description}"));

    public static string Usage(string program) =>
        $"usage: {program} " + string.Join(' ', All.Select(flag => $"[{flag.Signature}]")) + " [overrides ...]";
}
