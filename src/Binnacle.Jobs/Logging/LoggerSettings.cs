namespace Binnacle.Jobs.Logging;

/// <summary>The configuration of one logger.</summary>
/// <param name="Level">Python's number; 0 takes the level of the logger above.</param>
/// <param name="Handlers">Its own handlers.</param>
/// <param name="Propagate">Whether its records also go to the handlers above.</param>
/// <param name="Disabled">Whether it drops everything that is logged to it directly.</param>
internal sealed record LoggerSettings(int Level, IReadOnlyList<LogHandler> Handlers, bool Propagate = true, bool Disabled = false);
