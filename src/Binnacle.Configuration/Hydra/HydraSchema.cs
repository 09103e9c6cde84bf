namespace Binnacle.Configuration;

/// <summary>The types of the hydra node.</summary>
internal static class HydraSchema
{
    private static readonly ListType Texts = new(NodeType.Text);
    private static readonly MapType TextMap = new(NodeType.Text);
    private static readonly MapType AnyMap = new(NodeType.Any);

    private static readonly ClassType Job = Class("JobConf",
        ("name", NodeType.Text), ("chdir", NodeType.Bool.OrNull()), ("override_dirname", NodeType.Text), ("id", NodeType.Text), ("num", NodeType.Int),
        ("config_name", NodeType.Text.OrNull()), ("env_set", TextMap), ("env_copy", Texts),
        ("config", Class("JobConfig", ("override_dirname", Class("OverrideDirname", ("kv_sep", NodeType.Text), ("item_sep", NodeType.Text), ("exclude_keys", Texts))))));

    private static readonly ClassType Runtime = Class("RuntimeConf",
        ("version", NodeType.Text), ("version_base", NodeType.Text), ("cwd", NodeType.Text), ("output_dir", NodeType.Text), ("choices", AnyMap),
        ("config_sources", new ListType(Class("ConfigSourceInfo", ("path", NodeType.Text), ("schema", NodeType.Text), ("provider", NodeType.Text)))));

    private static readonly Dictionary<string, ClassType> Sweepers = new(StringComparer.Ordinal)
    {
        ["hydra._internal.core_plugins.basic_sweeper.BasicSweeper"] = Class("BasicSweeperConf",
            ("_target_", NodeType.Text), ("max_batch_size", NodeType.Int.OrNull()), ("params", TextMap.OrNull())) with { IsDeclared = false },
        ["hydra_plugins.hydra_optuna_sweeper.optuna_sweeper.OptunaSweeper"] = Class("OptunaSweeperConf",
            ("_target_", NodeType.Text), ("sampler", NodeType.Any), ("direction", NodeType.Any), ("storage", NodeType.Any), ("study_name", NodeType.Text.OrNull()),
            ("n_trials", NodeType.Int), ("n_jobs", NodeType.Int), ("max_failure_rate", NodeType.Float), ("search_space", AnyMap.OrNull()),
            ("params", TextMap.OrNull()), ("custom_search_space", NodeType.Text.OrNull())) with { IsDeclared = false },
    };

    private static readonly ClassType Untyped = Root(NodeType.Any);
    private static readonly Dictionary<string, ClassType> BySweeper = Sweepers.ToDictionary(entry => entry.Key, entry => Root(entry.Value), StringComparer.Ordinal);

    /// <summary>The type of a hydra node; its sweeper decides a part of it.</summary>
    /// <param name="hydra">The node as far as it is composed, in order of precedence; the first that names a sweeper decides.</param>
    public static ClassType Of(params ReadOnlySpan<ConfigNode?> hydra)
    {
        foreach (ConfigNode? node in hydra)
        {
            if (node is MapNode map && map.TryGetValue("sweeper", out ConfigNode? sweeper) && sweeper is MapNode settings
                && settings.TryGetValue("_target_", out ConfigNode? target))
            {
                return target is ScalarNode { Value: string name } && BySweeper.TryGetValue(name, out ClassType? type) ? type : Untyped;
            }
        }

        return Untyped;
    }

    private static ClassType Root(NodeType sweeper) => Class("HydraConf",
        ("mode", new EnumType("RunMode", ["RUN", "MULTIRUN"]).OrNull()),
        ("searchpath", Texts),
        ("run", Class("RunDir", ("dir", NodeType.Text))),
        ("sweep", Class("SweepDir", ("dir", NodeType.Text), ("subdir", NodeType.Text))),
        ("hydra_logging", AnyMap.OrNull()),
        ("job_logging", AnyMap.OrNull()),
        ("sweeper", sweeper),
        ("launcher", NodeType.Any),
        ("callbacks", AnyMap),
        ("env", AnyMap),
        ("help", Class("HelpConf", ("app_name", NodeType.Text), ("header", NodeType.Text), ("footer", NodeType.Text), ("template", NodeType.Text))),
        ("hydra_help", Class("HydraHelpConf", ("hydra_help", NodeType.Text), ("template", NodeType.Text))),
        ("output_subdir", NodeType.Text.OrNull()),
        ("overrides", Class("OverridesConf", ("hydra", Texts), ("task", Texts))),
        ("job", Job),
        ("runtime", Runtime),
        ("verbose", NodeType.Any)) with { IsDeclared = false };

    private static ClassType Class(string name, params ReadOnlySpan<(string Name, NodeType Type)> fields)
    {
        Dictionary<string, NodeType> types = new(StringComparer.Ordinal);
        foreach (var (field, type) in fields)
            types[field] = type;
        return new ClassType(name, types);
    }
}
