using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary>The options that widely used plugins of Hydra add to its groups, as empty configs: a folder that names them composes without the plugins.</summary>
internal sealed class PluginOptions : IConfigSource
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "hydra/hydra_logging/colorlog", "hydra/job_logging/colorlog",
        "hydra/launcher/joblib", "hydra/launcher/ray", "hydra/launcher/ray_aws", "hydra/launcher/rq",
        "hydra/launcher/submitit_local", "hydra/launcher/submitit_slurm",
        "hydra/sweeper/ax", "hydra/sweeper/nevergrad",
    };

    public string Provider => "plugins";

    public string Path => "plugins://hydra";

    public bool IsAvailable => true;

    /// <summary>What a composition that used some of them should be told.</summary>
    public static IEnumerable<string> WarningsOf(ComposedConfig composed) => composed.Defaults
        .Where(entry => Known.Contains(entry.ConfigPath) && composed.Sources.First(source => source.ConfigExists(entry.ConfigPath)) is PluginOptions)
        .Select(entry => $"'{entry.ConfigPath}' is an option of a plugin of Hydra that is not here; its own values are left out.");

    public LoadedConfig? Load(string configPath) => ConfigExists(configPath) ? new LoadedConfig(MapNode.Empty, null, $"{Path}/{configPath}") : null;

    public bool ConfigExists(string configPath) => Known.Contains(configPath);

    public bool GroupExists(string group) => false;

    public IEnumerable<string> Options(string group) => [];

    public IEnumerable<string> Groups(string group) => [];
}
