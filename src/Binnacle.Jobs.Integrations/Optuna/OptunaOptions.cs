using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>The keys of <c>hydra.sweeper</c> for the sweeper <c>optuna</c>.</summary>
internal sealed record OptunaOptions
{
    public required IReadOnlyList<StudyDirection> Directions { get; init; }

    public string? Storage { get; init; }

    public string? StudyName { get; init; }

    public required int Trials { get; init; }

    /// <summary>How many trials are asked together, run together and told in order.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The share of a batch's jobs that may fail.</summary>
    public double MaxFailureRate { get; init; }

    public string? CustomSearchSpace { get; init; }

    public required MapNode Sampler { get; init; }

    /// <exception cref="ConfigException">A key has a value of the wrong kind.</exception>
    public static OptunaOptions Read(MapNode config)
    {
        var section = new SweeperSection(config, "hydra.sweeper");
        return new OptunaOptions
        {
            Directions = ReadDirections(config),
            Storage = section.Text("storage"),
            StudyName = section.Text("study_name"),
            Trials = section.Count("n_trials", 20),
            BatchSize = section.Count("n_jobs", 2),
            MaxFailureRate = section.Share("max_failure_rate", 0.0),
            CustomSearchSpace = section.Text("custom_search_space"),
            Sampler = config.TryGetValue("sampler", out ConfigNode? node) && node is MapNode sampler ? sampler : MapNode.Empty,
        };
    }

    private static List<StudyDirection> ReadDirections(MapNode config)
    {
        ConfigNode node = config.TryGetValue("direction", out ConfigNode? given) ? given : new ScalarNode("minimize");
        return node is ListNode { Count: 0 }
            ? throw new ConfigException("hydra.sweeper.direction: expected at least one direction, found an empty list.", node.Origin)
            : [.. (node as ListNode ?? new ListNode([node])).Select(Direction)];
    }

    private static StudyDirection Direction(ConfigNode node) => (node as ScalarNode)?.Value switch
    {
        "minimize" => StudyDirection.Minimize,
        "maximize" => StudyDirection.Maximize,
        var other => throw new ConfigException($"hydra.sweeper.direction: expected minimize or maximize, found '{other}'.", node.Origin),
    };
}
