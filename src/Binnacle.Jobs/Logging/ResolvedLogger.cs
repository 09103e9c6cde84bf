namespace Binnacle.Jobs.Logging;

/// <summary>What a logger's name leads to.</summary>
/// <param name="Name">The dotted name.</param>
/// <param name="LowestLevel">The level below which no record of this logger reaches a handler.</param>
/// <param name="Handlers">The handlers, the logger's own first, the root's last.</param>
internal sealed record ResolvedLogger(string Name, int LowestLevel, IReadOnlyList<LogHandler> Handlers);
