using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary><c>hydra.verbose</c>: true for everything, or the names of loggers that shall say all.</summary>
internal static class VerboseLogging
{
    /// <summary>A logging configuration with the levels lowered as asked.</summary>
    public static MapNode Apply(MapNode config, ComposedJob job) => job.Resolved("hydra.verbose") switch
    {
        ScalarNode { Value: true } => NodePath.With(config, "root.level", new ScalarNode("DEBUG")),
        ScalarNode { Value: string name } => Debug(config, name),
        ListNode names => names.Select(NodePath.Text).OfType<string>().Aggregate(config, Debug),
        _ => config,
    };

    private static MapNode Debug(MapNode config, string logger)
    {
        MapNode loggers = config.TryGetValue("loggers", out ConfigNode? node) && node is MapNode map ? map : MapNode.Empty;
        MapNode settings = loggers.TryGetValue(logger, out ConfigNode? own) && own is MapNode given ? given : MapNode.Empty;
        return config.With("loggers", loggers.With(logger, settings.With("level", new ScalarNode("DEBUG"))));
    }
}
