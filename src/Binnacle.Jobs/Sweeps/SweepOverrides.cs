using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The overrides that a sweep's configuration brings along.</summary>
public static class SweepOverrides
{
    /// <summary>The entries of <c>params</c> as override texts <c>key=value</c>.</summary>
    public static IEnumerable<string> Params(MapNode sweeperConfig) =>
        sweeperConfig.TryGetValue("params", out ConfigNode? node) && node is MapNode entries
            ? entries.Select(entry => $"{entry.Key.Text}={NodePath.Text(entry.Value) ?? "null"}")
            : [];
}
