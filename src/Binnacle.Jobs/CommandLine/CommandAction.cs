namespace Binnacle.Jobs;

/// <summary>What a command line asks for.</summary>
internal enum CommandAction
{
    /// <summary>Run once, or as a sweep where the configuration says so (<c>hydra.mode</c>).</summary>
    Default,
    Run,
    Multirun,
    ShowConfig,
    ShowInfo,
    ShowSchema,
    Help,
    HydraHelp,
    Version,

    /// <summary>Install, uninstall or answer the completion of a shell.</summary>
    ShellCompletion,

    /// <summary>Run a job again from the records of an earlier run.</summary>
    Rerun,

    /// <summary>Run one job for a sweep in another process.</summary>
    Work,
}
