namespace Binnacle.Configuration;

/// <summary>Which configs the defaults lists of all files name, whatever is chosen.</summary>
internal sealed class ConfigUses
{
    private readonly ConfigRepository _repository;
    private readonly IReadOnlyDictionary<string, LoadedConfig> _configs;

    public ConfigUses(ConfigRepository repository, IReadOnlyDictionary<string, LoadedConfig> configs, bool isLegacy)
    {
        _repository = repository;
        _configs = configs;
        foreach (string path in configs.Keys.Append(HydraRoot))
            Entries[path] = Parsed(path, isLegacy);
    }

    public const string HydraRoot = "hydra/config";

    /// <summary>The entries of each config's defaults list.</summary>
    public Dictionary<string, IReadOnlyList<DefaultsEntry>> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Faults of defaults lists that could not be read.</summary>
    public List<(string ConfigPath, ConfigException Error)> Faults { get; } = [];

    /// <summary>Those of the configs that no other takes in.</summary>
    public IReadOnlyList<string> Primaries(IEnumerable<string> candidates)
    {
        var taken = new HashSet<string>(Entries.SelectMany(entry => entry.Value).Where(entry => entry is { IsGroup: false, IsSelf: false, IsInterpolation: false }).Select(entry => entry.Path), StringComparer.Ordinal);
        return [.. candidates.Where(path => !taken.Contains(path))];
    }

    /// <summary>All configs that can be reached from the given ones, by any choice of options.</summary>
    public HashSet<string> ReachableFrom(IEnumerable<string> roots, out HashSet<string> groups)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        groups = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(roots.Append(HydraRoot));
        while (open.TryPop(out string? path))
        {
            if (!reached.Add(path) || !Entries.TryGetValue(path, out IReadOnlyList<DefaultsEntry>? entries))
                continue;
            foreach (DefaultsEntry entry in entries.Where(entry => !entry.IsSelf))
            {
                foreach (string target in Targets(entry, groups))
                    open.Push(target);
            }
        }

        return reached;
    }

    private IEnumerable<string> Targets(DefaultsEntry entry, HashSet<string> groups)
    {
        if (entry.IsInterpolation && !entry.IsGroup)
        {
            string beginning = entry.Path[..entry.Path.IndexOf("${", StringComparison.Ordinal)];
            groups.Add(GroupOf(beginning));
            return _configs.Keys.Where(path => path.StartsWith(beginning, StringComparison.Ordinal));
        }

        if (!entry.IsGroup)
            return [entry.Path];
        IEnumerable<string> named = (entry.Options ?? (entry.Option is { } option ? [option] : [])).Select(option => $"{entry.GroupPath}/{option}");
        string[] within = [.. named.Select(GroupOf).Append(entry.GroupPath).Distinct(StringComparer.Ordinal)];
        groups.UnionWith(within);
        return within.SelectMany(group => _repository.Options(group).Select(option => $"{group}/{option}"));
    }

    private List<DefaultsEntry> Parsed(string path, bool isLegacy)
    {
        try
        {
            if (_repository.Load(path) is not { } config)
                return [];
            List<DefaultsEntry> entries = new DefaultsListParser(path, isLegacy).Parse(config.Map);
            entries.ForEach(entry => entry.Place(GroupOf(path), ""));
            return entries;
        }
        catch (ConfigException error)
        {
            Faults.Add((path, error));
            return [];
        }
    }

    internal static string GroupOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
