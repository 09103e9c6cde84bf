namespace Binnacle.Configuration;

/// <summary>The types of the built-in configs.</summary>
internal static class HydraSchema
{
    private static readonly NodeType Text = NodeType.Text;
    private static readonly NodeType MaybeText = NodeType.Text.OrNull();
    private static readonly ListType Texts = new(Text);
    private static readonly MapType TextMap = new(Text, Text);
    private static readonly MapType AnyMap = new(Text, NodeType.Any);

    private static readonly ClassType Job = Class(
        "JobConf",
        ("name", Text), ("chdir", NodeType.Bool.OrNull()), ("override_dirname", Text), ("id", Text), ("num", NodeType.Int),
        ("config_name", MaybeText), ("env_set", TextMap), ("env_copy", Texts),
        ("config", Class("JobConfig", ("override_dirname", Class("OverrideDirname", ("kv_sep", Text), ("item_sep", Text), ("exclude_keys", Texts))))));

    private static readonly ClassType Runtime = Class(
        "RuntimeConf",
        ("version", Text), ("version_base", Text), ("cwd", Text), ("output_dir", Text), ("choices", AnyMap),
        ("config_sources", new ListType(Class("ConfigSourceInfo", ("path", Text), ("schema", Text), ("provider", Text)))));

    private static readonly Dictionary<string, ClassType> ByPath = new(StringComparer.Ordinal)
    {
        ["hydra/config"] = Class(
            "HydraConf",
            ("mode", new EnumType("RunMode", [new("RUN", 1), new("MULTIRUN", 2)]).OrNull()),
            ("searchpath", Texts),
            ("run", Class("RunDir", ("dir", Text))),
            ("sweep", Class("SweepDir", ("dir", Text), ("subdir", Text))),
            ("hydra_logging", AnyMap),
            ("job_logging", AnyMap),
            ("sweeper", NodeType.Any),
            ("launcher", NodeType.Any),
            ("callbacks", AnyMap),
            ("env", AnyMap),
            ("help", Class("HelpConf", ("app_name", Text), ("header", Text), ("footer", Text), ("template", Text))),
            ("hydra_help", Class("HydraHelpConf", ("hydra_help", Text), ("template", Text))),
            ("output_subdir", MaybeText),
            ("overrides", Class("OverridesConf", ("hydra", Texts), ("task", Texts))),
            ("job", Job),
            ("runtime", Runtime),
            ("verbose", NodeType.Any)),
        ["hydra/launcher/basic"] = Class("BasicLauncherConf", ("_target_", Text)),
        ["hydra/sweeper/basic"] = Class("BasicSweeperConf", ("_target_", Text), ("max_batch_size", NodeType.Int.OrNull()), ("params", TextMap.OrNull())),
        ["hydra/sweeper/optuna"] = Class(
            "OptunaSweeperConf",
            ("_target_", Text), ("sampler", NodeType.Any), ("direction", NodeType.Any), ("storage", NodeType.Any), ("study_name", MaybeText),
            ("n_trials", NodeType.Int), ("n_jobs", NodeType.Int), ("max_failure_rate", NodeType.Float), ("search_space", AnyMap.OrNull()),
            ("params", TextMap.OrNull()), ("custom_search_space", MaybeText)),
    };

    /// <summary>The class of a built-in config; null when it has none.</summary>
    public static ClassType? TypeOf(string configPath) => ByPath.GetValueOrDefault(configPath);

    private static ClassType Class(string name, params (string Name, NodeType Type)[] fields)
    {
        Dictionary<string, NodeType> types = new(StringComparer.Ordinal);
        foreach (var (field, type) in fields)
            types[field] = type;
        return new ClassType(name, () => types);
    }
}
