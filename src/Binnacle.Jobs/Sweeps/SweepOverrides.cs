using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The overrides of a sweep: <c>hydra.sweeper.params</c> and the command line, one for each key.</summary>
public static class SweepOverrides
{
    /// <summary>Params first, then the command line; a later override of a key replaces the value and keeps the place.</summary>
    /// <exception cref="ConfigException">An override is malformed, or sweeps over hydra's own configuration.</exception>
    public static IReadOnlyList<Override> Merge(Sweep sweep)
    {
        var merged = new OrderedDictionary<string, Override>(StringComparer.Ordinal);
        foreach (string text in (string[])[.. Params(sweep.Config), .. sweep.Overrides])
        {
            Override item = OverrideParser.Parse(text);
            merged[item.KeyElement] = item;
        }

        return [.. merged.Values];
    }

    /// <summary>The entries of <c>params</c> as override texts <c>key=value</c>.</summary>
    public static IEnumerable<string> Params(MapNode sweeperConfig) =>
        sweeperConfig.TryGetValue("params", out ConfigNode? node) && node is MapNode entries
            ? entries.Select(entry => $"{entry.Key.Text}={NodePath.Text(entry.Value) ?? "null"}")
            : [];
}
