namespace Binnacle.Jobs;

/// <summary>Where a job's configuration comes from, so that another process composes the same.</summary>
/// <param name="ConfigPath">The config folder, absolute; null: the program's own.</param>
/// <param name="ConfigName">The primary config; null: none.</param>
/// <param name="ExtraDirectory">The folder of <c>--config-dir</c>, absolute; null: none.</param>
public sealed record ConfigSourceDescription(string? ConfigPath, string? ConfigName, string? ExtraDirectory);
