namespace Binnacle.Configuration;

/// <summary>Fills in what only the composition knows: <c>hydra.overrides</c>, <c>hydra.runtime</c>, <c>hydra.job</c>.</summary>
internal static class HydraNode
{
    public static MapNode Complete(MapNode root, CompositionRequest request, IReadOnlyList<Override> overrides, DefaultsChoices choices, ConfigRepository repository)
    {
        if (!root.TryGetValue("hydra", out ConfigNode? node) || node is not MapNode hydra)
            return root;
        Override[] task = [.. overrides.Where(item => !ComposedConfig.IsHydra(item))];
        hydra = Append(hydra, "overrides.hydra", Texts(overrides.Where(ComposedConfig.IsHydra).Select(item => item.Input)));
        hydra = Append(hydra, "overrides.task", Texts(task.Select(item => item.Input)));
        hydra = Set(hydra, "runtime.version", new ScalarNode(ConfigComposer.HydraVersion));
        hydra = Set(hydra, "runtime.version_base", new ScalarNode("1.3"));
        hydra = Set(hydra, "runtime.cwd", new ScalarNode(request.WorkingDirectory ?? Directory.GetCurrentDirectory()));
        hydra = Set(hydra, "runtime.config_sources", Sources(repository));
        hydra = Set(hydra, "runtime.choices", Choices(choices.Known));
        if (At(hydra, "job.name") is null or ScalarNode { IsMissing: true })
            hydra = Set(hydra, "job.name", new ScalarNode(request.JobName));
        hydra = Set(hydra, "job.config_name", new ScalarNode(request.ConfigName));
        hydra = CopyEnvironment(hydra, request.Environment ?? Environment.GetEnvironmentVariable);
        hydra = Set(hydra, "job.override_dirname", new ScalarNode(OverrideDirectoryName(hydra, task)));
        return root.With("hydra", hydra);
    }

    private static MapNode Append(MapNode hydra, string key, ListNode texts) =>
        Set(hydra, key, At(hydra, key) is ListNode { Count: > 0 } there ? new ListNode([.. there, .. texts]) : texts);

    private static string OverrideDirectoryName(MapNode hydra, IEnumerable<Override> task)
    {
        string keyValue = TextAt(hydra, "job.config.override_dirname.kv_sep", "=");
        string between = TextAt(hydra, "job.config.override_dirname.item_sep", ",");
        string[] excluded = At(hydra, "job.config.override_dirname.exclude_keys") is ListNode keys ? [.. keys.Select(PythonText.Of)] : [];
        return string.Join(between, task
            .Where(item => !excluded.Contains(item.KeyOrGroup))
            .Select(item => item.Input)
            .Order(CodePointComparer.Instance))
            .Replace("=", keyValue, StringComparison.Ordinal);
    }

    private static MapNode CopyEnvironment(MapNode hydra, Func<string, string?> environment)
    {
        if (At(hydra, "job.env_copy") is not ListNode names)
            return hydra;
        foreach (string name in names.Select(PythonText.Of))
        {
            string value = environment(name) ?? throw new ConfigException($"hydra.job.env_copy: the environment variable '{name}' is not set.", names.Origin);
            hydra = (MapNode)ConfigEdit.Set(hydra, ["job", "env_set", name], new ScalarNode(value));
        }

        return hydra;
    }

    private static MapNode Choices(OrderedDictionary<string, string?> known)
    {
        var entries = new List<KeyValuePair<ConfigKey, ConfigNode>>(known.Count);
        foreach (var (key, option) in known)
            entries.Add(new(key, new ScalarNode(option)));
        return new MapNode(entries);
    }

    private static ListNode Sources(ConfigRepository repository) => new(repository.Sources.Select(source => new MapNode(
    new KeyValuePair<ConfigKey, ConfigNode>[]
    {
        new("path", new ScalarNode(source is ConfigRegistry ? "" : Bare(source.Path))),
        new("schema", new ScalarNode(Scheme(source.Path))),
        new("provider", new ScalarNode(source.Provider)),
    })));

    private static string Scheme(string path) => path.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? path[..end] : "file";

    private static string Bare(string path) => path.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? path[(end + 3)..] : path;

    private static ListNode Texts(IEnumerable<string> texts) => new(texts.Select(text => new ScalarNode(text)));

    private static MapNode Set(MapNode hydra, string key, ConfigNode value) => (MapNode)ConfigEdit.Set(hydra, key.Split('.'), value);

    private static ConfigNode? At(MapNode hydra, string key)
    {
        ConfigNode? node = hydra;
        foreach (string part in key.Split('.'))
        {
            if (node is not MapNode map || !map.TryGetValue(part, out node))
                return null;
        }

        return node;
    }

    private static string TextAt(MapNode hydra, string key, string fallback) => At(hydra, key) is ScalarNode { Value: not null } scalar ? PythonText.Of(scalar) : fallback;
}
