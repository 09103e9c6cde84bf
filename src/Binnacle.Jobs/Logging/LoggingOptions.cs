namespace Binnacle.Jobs;

/// <summary>What a logging configuration takes from its surroundings.</summary>
public sealed record LoggingOptions
{
    /// <summary>
    /// The folder that relative file names of handlers lie in, made when missing; itself relative to
    /// <see cref="WorkingDirectory"/>. Default: null, the working directory.
    /// </summary>
    public string? LogDirectory { get; init; }

    /// <summary>The folder that relative paths start from. Default: where the process was started.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>The clock and time zone of <c>%(asctime)s</c>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What <c>ext://sys.stdout</c> names. Default: null, the console at the time of writing.</summary>
    public TextWriter? StandardOutput { get; init; }

    /// <summary>What <c>ext://sys.stderr</c> names, and where the logging itself complains. Default: null, the console.</summary>
    public TextWriter? StandardError { get; init; }
}
