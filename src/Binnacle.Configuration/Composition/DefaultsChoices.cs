namespace Binnacle.Configuration;

/// <summary>What the command line and <c>override</c> entries say about the defaults list, and which choices have been made.</summary>
internal sealed class DefaultsChoices
{
    private readonly Dictionary<string, ChoiceOverride> _overrides = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Deletion> _deletions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _keysOfGroup = new(StringComparer.Ordinal);

    public DefaultsChoices(ConfigRepository repository, IEnumerable<Override> overrides)
    {
        foreach (Override item in overrides.Where(item => !item.IsSweep))
        {
            if (item.Value is MapValue || !repository.GroupExists(item.Key))
                ConfigOverrides.Add(item);
            else
                AddChoice(item);
        }
    }

    /// <summary>Overrides of values, in order.</summary>
    public List<Override> ConfigOverrides { get; } = [];

    /// <summary>Entries that <c>+group=option</c> appends to the primary config's list.</summary>
    public List<DefaultsEntry> Appended { get; } = [];

    /// <summary>The choices in the order in which they were met.</summary>
    public OrderedDictionary<string, string?> Known { get; } = [];

    private void AddChoice(Override item)
    {
        if (item.Kind == OverrideKind.ForceAdd)
            throw new ConfigException($"force-add of config groups is not supported: '{item.Input}'");
        if (item.Kind == OverrideKind.Delete)
        {
            bool isBare = item.Value is null or ScalarValue { Value: null };
            _deletions[item.KeyOrGroup] = new Deletion(isBare ? null : OptionOf(item, "deletion value must be a string"));
            return;
        }

        if (item is { Kind: OverrideKind.Change, Value: ListValue items } && items.Items.Any(option => OptionIn(option) is null))
        {
            _overrides[item.KeyOrGroup] = new ChoiceOverride(null, null, PythonText.Of(items.ToNode(null)), null, item.Origin) { Fault = ItemFault(item) };
            return;
        }

        IReadOnlyList<string>? options = item.Value is ListValue list ? [.. list.Items.Select(option => OptionIn(option) ?? throw ItemFault(item))] : null;
        string? single = options is null ? OptionOf(item, "must be a string or a list") : null;
        if (item.Kind == OverrideKind.Add)
            Appended.Add(new DefaultsEntry { Group = item.Key, Package = item.Package, Option = single, Options = options, IsAppended = true, Origin = item.Origin });
        else
            _overrides[item.KeyOrGroup] = new ChoiceOverride(single, options, ((ElementValue)item.Value!).ToNode(null) is { } node ? PythonText.Of(node) : "", null, item.Origin);
    }

    private static string? OptionIn(OverrideValue item) => (OverrideText.Element(item).ToNode(null) as ScalarNode)?.Value as string;

    private static ConfigException ItemFault(Override item) => new($"Config group override items must be strings: '{item.Input}'", item.Origin);

    private static string OptionOf(Override item, string rule) => ((ElementValue)item.Value!).ToNode(null) switch
    {
        ScalarNode { Value: string name } => name,
        var other => throw new ConfigException($"Config group override {rule}. Got {PythonType.Of(other)}\n    in '{item.Input}'", item.Origin),
    };

    /// <summary>Registers an <c>override</c> entry; what was said first stays.</summary>
    public void AddOverride(DefaultsEntry entry, string containingConfig) =>
        _overrides.TryAdd(entry.OverrideKey, new ChoiceOverride(entry.Option, entry.Options, entry.Option ?? "", containingConfig, entry.Origin));

    /// <summary>Gives an entry the choice that overrides it, if there is one.</summary>
    public void Apply(DefaultsEntry entry)
    {
        if (!entry.IsGroup || !_overrides.TryGetValue(entry.OverrideKey, out ChoiceOverride? choice))
            return;
        if (choice.Fault is { } fault)
            throw fault;
        entry.Option = choice.Option;
        entry.Options = choice.Options;
        entry.ChosenBy = choice.Origin;
        choice.IsUsed = true;
    }

    public bool IsDeleted(DefaultsEntry entry)
    {
        if (!entry.IsGroup || !_deletions.TryGetValue(entry.OverrideKey, out Deletion? deletion) || (deletion.Option is not null && deletion.Option != entry.Option))
            return false;
        deletion.IsUsed = true;
        return true;
    }

    public void SetKnown(DefaultsEntry entry)
    {
        if (!entry.IsGroup)
            return;
        string key = entry.OverrideKey;
        if (Known.TryGetValue(key, out string? previous))
        {
            if (previous != entry.Option)
                throw new ConfigException($"Multiple values for {key}. To override a value use 'override {key}: {previous ?? "None"}'", entry.Origin);
        }
        else
        {
            Known[key] = entry.Option;
        }

        if (!_keysOfGroup.TryGetValue(entry.GroupPath, out var keys))
            _keysOfGroup[entry.GroupPath] = keys = new(StringComparer.Ordinal);
        keys.Add(key);
    }

    /// <summary>Every override and deletion of a choice must have met its entry.</summary>
    public void EnsureUsed()
    {
        foreach (var (key, choice) in _overrides)
        {
            if (!choice.IsUsed)
                throw Unused(key, choice);
        }

        foreach (var (key, deletion) in _deletions)
        {
            if (!deletion.IsUsed)
                throw NotDeleted(key, deletion);
        }
    }

    private ConfigException NotDeleted(string key, Deletion deletion) =>
        new ConfigException($"Could not delete '{(deletion.Option is null ? key : $"{key}={deletion.Option}")}'. No match in the defaults list" + Nearest(key));

    private ConfigException Unused(string key, ChoiceOverride choice)
    {
        string group = key.Split('@')[0];
        string[] known = _keysOfGroup.TryGetValue(group, out var keys) ? [.. keys] : [];
        string message = known.Length switch
        {
            0 => $"Could not override '{key}'. No match in the defaults list.",
            1 => $"Could not override '{key}'.\nDid you mean to override {known[0]}?",
            _ => $"Could not override '{key}'.\nDid you mean to override one of {string.Join(", ", known)}?",
        };
        if (choice.ContainingConfig is { } config)
            message = $"In '{config}': {message}";
        else
            message += $"\nTo append to your default list use +{key}={choice.Text}";
        return new ConfigException(message + (known.Length == 0 ? Nearest(key) : ""));
    }

    private string Nearest(string key) =>
        NearestName.Of(key, Known.Keys) is { } nearest && nearest != key ? $"\nDid you mean '{nearest}'?" : "";

    private sealed record ChoiceOverride(string? Option, IReadOnlyList<string>? Options, string Text, string? ContainingConfig, Origin? Origin)
    {
        public bool IsUsed { get; set; }

        /// <summary>Why the choice cannot be made; said once an entry would take it, after the faults of entries that do not exist.</summary>
        public ConfigException? Fault { get; init; }
    }

    private sealed record Deletion(string? Option)
    {
        public bool IsUsed { get; set; }
    }
}
