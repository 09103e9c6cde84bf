using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>Reads a search space from overrides, as Hydra's Optuna sweeper does.</summary>
/// <remarks>
/// <c>choice(…)</c> and <c>a,b</c> are categories; <c>range</c> has steps and includes its stop; <c>interval</c> is continuous;
/// <c>tag(log, interval(…))</c> is drawn in the logarithm; <c>int(interval(…))</c> is an integer; anything else is fixed.
/// </remarks>
public static class SearchSpaceReader
{
    /// <summary>The space of overrides in their order; a later one of the same key and kind wins.</summary>
    /// <exception cref="ConfigException">An override is malformed, or cannot be searched.</exception>
    public static SearchSpace Read(IEnumerable<string> overrides)
    {
        var searched = new OrderedDictionary<string, Distribution>(StringComparer.Ordinal);
        var kept = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in overrides)
        {
            Override item = OverrideParser.Parse(text);
            if (item.IsSweep)
                searched[item.KeyElement] = DistributionReader.Read(item);
            else
                kept[item.KeyElement] = (item.Value as ElementValue)?.Text ?? "null";
        }

        return new SearchSpace([.. searched], [.. kept]);
    }

    /// <summary>The space of a sweep: <c>search_space</c> (only without <c>params</c>), <c>params</c>, then the command line.</summary>
    /// <exception cref="ConfigException">An entry is malformed, or cannot be searched.</exception>
    public static SearchSpace Read(MapNode sweeperConfig, IEnumerable<string> commandLine)
    {
        List<string> parameters = [.. SweepOverrides.Params(sweeperConfig)];
        SearchSpace space = Read(parameters.Concat(commandLine));
        if (parameters.Count > 0 || !sweeperConfig.TryGetValue("search_space", out ConfigNode? node) || node is not MapNode entries)
            return space.WithoutFixed();

        var searched = new OrderedDictionary<string, Distribution>(StringComparer.Ordinal);
        foreach (var (key, entry) in entries)
            searched[key.Text] = DistributionReader.Read(key.Text, entry);
        foreach (var (name, distribution) in space.Searched)
            searched[name] = distribution;
        return (space with { Searched = [.. searched] }).WithoutFixed();
    }
}
