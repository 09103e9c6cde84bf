using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Builds the tree of defaults lists and flattens it.</summary>
/// <remarks>
/// Depth first and from right to left, as the reference does: an <c>override</c> entry is known before the entries left of it are
/// visited, and the command line before all.
/// </remarks>
internal sealed partial class DefaultsTree(
    ConfigRepository repository, DefaultsChoices choices, bool skipMissing, bool isLegacy, List<string> warnings, ResolverRegistry resolvers, Func<string, string?>? environment)
{
    private readonly List<string> _visiting = [];
    private List<TreeNode> _roots = [];
    private DefaultsEntry? _unchosen;

    /// <summary>The final defaults list of the roots.</summary>
    public IReadOnlyList<DefaultsResult> Build(IReadOnlyList<string> roots, string? primary)
    {
        List<TreeNode> trees = [];
        foreach (string root in roots.Reverse())
        {
            var entry = new DefaultsEntry { ConfigPath = root, IsPrimary = root == primary };
            entry.Place("", "");
            if (!repository.ConfigExists(root))
                throw NotFound(entry, null);
            trees.Insert(0, Expand(entry, null, interpolated: false));
        }

        _roots = trees;
        List<DefaultsResult> results = [];
        foreach (TreeNode tree in trees)
            tree.Collect(results);
        EnsureUnique(results);
        choices.EnsureUsed();
        return results;
    }

    /// <summary>Refuses a tree in which a choice that the user must make was left open.</summary>
    public void EnsureChosen()
    {
        if (_unchosen is not null)
            throw MustChoose(_unchosen);
    }

    /// <summary>The built tree for people.</summary>
    public IReadOnlyList<DefaultsNode> Describe() => [.. _roots.Select(root => root.Describe())];

    private static void EnsureUnique(IEnumerable<DefaultsResult> results)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (DefaultsResult result in results)
        {
            if (!result.IsSelf && result.OverrideKey is { } key && !seen.Add(key))
                throw new ConfigException($"{key} appears more than once in the final defaults list");
        }
    }

    private TreeNode Expand(DefaultsEntry entry, DefaultsEntry? parent, bool interpolated)
    {
        var node = new TreeNode(entry, parent);
        if (entry.Name is not null && !entry.IsMissing && repository.Load(entry.Path)?.Package is { } header)
            entry.SetHeader(isLegacy ? entry.WithoutLegacyWords(header) : header);
        if (choices.IsDeleted(entry))
        {
            entry.IsDeleted = true;
            return node;
        }

        choices.SetKnown(entry);
        if (entry.Name is null)
            return node;
        if (entry.IsMissing)
        {
            _unchosen ??= entry;
            return skipMissing ? node : throw MustChoose(entry);
        }

        string path = entry.Path;
        LoadedConfig? config = repository.Load(path);
        if (config is null)
        {
            if (entry.IsOptional)
            {
                entry.IsDeleted = true;
                return node;
            }

            throw NotFound(entry, parent);
        }

        if (_visiting.Contains(path))
            throw new ConfigException($"The defaults lists form a cycle: {string.Join(" -> ", _visiting.SkipWhile(visited => visited != path).Append(path))}{PlaceOf(entry)}", entry.Origin);
        _visiting.Add(path);
        node.Children.AddRange(Children(entry, config, interpolated));
        _visiting.RemoveAt(_visiting.Count - 1);
        return node;
    }

    private List<TreeNode> Children(DefaultsEntry entry, LoadedConfig config, bool interpolated)
    {
        List<DefaultsEntry> list = new DefaultsListParser(entry.Path, isLegacy, entry.GroupPath).Parse(config.Map);
        List<DefaultsEntry> positions = [.. list];
        EnsureSelf(list, entry, config);
        if (entry.IsPrimary)
            list.AddRange(choices.Appended);
        RegisterOverrides(list, entry, interpolated);

        List<TreeNode> children = [];
        foreach (DefaultsEntry item in Enumerable.Reverse(list))
        {
            if (item.IsSelf)
            {
                children.Add(new TreeNode(item, entry));
                continue;
            }

            if (item.IsOverride)
                continue;
            item.Place(entry.GroupPath, entry.FinalPackage);
            choices.Apply(item);
            if (isLegacy)
                item.ReplaceLegacyWords();
            if (item.Options is not null)
                children.AddRange(Enumerable.Reverse(item.Options).Select(option => Selected(item, option, entry, interpolated)));
            else if (item.IsInterpolation)
                children.Add(new TreeNode(item, entry) { IsDeferred = true });
            else
                children.Add(Expand(item, entry, interpolated));
        }

        for (int i = 0; i < children.Count; i++)
        {
            if (children[i].IsDeferred)
                children[i] = Resolved(children[i].Entry, entry, positions);
        }

        children.Reverse();
        return children;
    }

    private TreeNode Selected(DefaultsEntry item, string option, DefaultsEntry parent, bool interpolated)
    {
        if (option.Contains("${", StringComparison.Ordinal))
            throw new ConfigException($"In '{parent.Path}': Defaults List interpolation is not supported in options list items", item.Origin);
        var config = new DefaultsEntry { ConfigPath = $"{item.Group}/{option}", Package = item.Package, IsOptional = item.IsOptional, Origin = item.Origin, ChosenBy = item.ChosenBy };
        config.Place(parent.GroupPath, parent.FinalPackage);
        return Expand(config, parent, interpolated);
    }

    private TreeNode Resolved(DefaultsEntry item, DefaultsEntry parent, IReadOnlyList<DefaultsEntry> list)
    {
        EnsureNotLegacy(item);
        // The entry stands in a map of its own, so that a relative key does not find the choices.
        var known = new MapNode(choices.Known.Select(choice => new KeyValuePair<ConfigKey, ConfigNode>(choice.Key, new ScalarNode(choice.Value)))
            .Append(new("defaults", Positions(list)))
            .Append(new("_entry_", new MapNode([new("name", new ScalarNode(item.Name, item.Origin))]))));
        try
        {
            item.SetName(new ResolutionContext(known, resolvers, environment: environment).Select("_entry_.name") is ScalarNode { Value: string name }
                ? name
                : throw new ConfigException($"the choice '{item.Name}' refers to is not a single option"));
        }
        catch (ConfigException error)
        {
            string keys = choices.Known.Count == 0 ? "" : $", possible interpolation keys: {string.Join(", ", choices.Known.Keys)}";
            throw new ConfigException($"Error resolving interpolation '{(item.IsGroup ? item.Name : item.Path)}'{keys}\n{error.Message}", item.Origin, error);
        }

        return Expand(item, parent, interpolated: true);
    }

    /// <summary>Below version base 1.2, <c>${defaults.N.group}</c> named a choice by the position of its entry.</summary>
    private static ListNode Positions(IEnumerable<DefaultsEntry> list) => new(list.Select(item => item.IsGroup
        ? (ConfigNode)new MapNode([new(item.OverrideKey, item.Options is { } options
            ? new ListNode(options.Select(option => new ScalarNode(option)))
            : new ScalarNode(item.Option))])
        : new ScalarNode(item.IsSelf ? "_self_" : item.Path)));

    private void EnsureNotLegacy(DefaultsEntry item)
    {
        if (!item.IsGroup || !LegacyInterpolation().IsMatch(item.Option!))
            return;
        string message = $"\nDefaults list element '{item.OverrideKey}={item.Option}' is using a deprecated interpolation form.\n"
            + "See http://hydra.cc/docs/1.1/upgrades/1.0_to_1.1/defaults_list_interpolation for migration information.";
        if (!isLegacy)
            throw new ConfigException($"{message}\nWrite the config group itself: ${{group}}.", item.Origin);
        warnings.Add(message);
    }

    [GeneratedRegex(@"^\$\{defaults\.[0-9]\.")]
    private static partial Regex LegacyInterpolation();

    private void EnsureSelf(List<DefaultsEntry> list, DefaultsEntry entry, LoadedConfig config)
    {
        if (list.Count(item => item.IsSelf) > 1)
            throw new ConfigException($"Duplicate _self_ defined in {entry.Path}", list.Last(item => item.IsSelf).Origin);
        // A list of overrides alone brings nothing in: its config stays a leaf, unless the command line appends to it.
        bool bringsIn = list.Any(item => !item.IsOverride);
        if (list.Any(item => item.IsSelf) || !(bringsIn || (entry.IsPrimary && choices.Appended.Count > 0)))
            return;
        bool hasContent = config.Map.Count > (config.Map.ContainsKey("defaults") ? 1 : 0);
        if (entry.IsPrimary && hasContent && bringsIn)
        {
            warnings.Add($"In '{entry.Path}': Defaults list is missing `_self_`. "
                + "See https://hydra.cc/docs/1.2/upgrades/1.0_to_1.1/default_composition_order for more information");
        }

        // Own values come after the entries and before what the command line appends. The reference forgets them when a list has
        // nothing but overrides and the command line appends a group.
        int place = list.FindIndex(item => item.IsOverride);
        list.Insert(place < 0 ? list.Count : place, new DefaultsEntry { ConfigPath = "_self_" });
    }

    private void RegisterOverrides(List<DefaultsEntry> list, DefaultsEntry parent, bool interpolated)
    {
        DefaultsEntry? last = null;
        foreach (DefaultsEntry item in list.Where(item => !item.IsSelf))
        {
            item.Place(parent.GroupPath, parent.FinalPackage);
            bool isLegacyOverride = isLegacy && !item.IsOverride && item.Group is not null && item.Group.StartsWith("hydra/", StringComparison.Ordinal);
            if (isLegacyOverride)
            {
                item.IsOverride = true;
                warnings.Add($"In {parent.Path}: Invalid overriding of {item.Group}:\nDefault list overrides requires 'override' keyword.");
            }
            else if (last is not null && !item.IsOverride && !item.IsAppended)
            {
                throw new ConfigException(
                    $"In {parent.Path}: Override '{last.OverrideKey} : {last.Option}' is defined before '{item.OverrideKey}: {item.Name}'.\nOverrides must be at the end of the defaults list", item.Origin);
            }

            if (!item.IsOverride || !item.IsGroup)
                continue;
            last = isLegacyOverride ? last : item;
            if (interpolated)
            {
                throw new ConfigException(
                    $"{parent.Path}: Default List Overrides are not allowed in the subtree\nof an in interpolated config group (override {item.OverrideKey}={item.Option}).\n", item.Origin);
            }

            choices.AddOverride(item, parent.Path);
        }
    }

    private ConfigException MustChoose(DefaultsEntry entry)
    {
        IReadOnlyList<string> options = repository.Options(entry.GroupPath);
        string list = "\nAvailable options:" + string.Concat(options.Select(option => "\n\t" + option));
        return new ConfigException($"You must specify '{entry.OverrideKey}', e.g, {entry.OverrideKey}=<OPTION>{list}", entry.Origin);
    }

    private ConfigException NotFound(DefaultsEntry entry, DefaultsEntry? parent)
    {
        string message;
        string hint = "";
        if (entry.IsPrimary)
        {
            message = $"Cannot find primary config '{entry.Path}'. Check that it's in your config search path.\n";
            hint = Nearest(entry.Path, repository.Options(entry.GroupPath));
        }
        else if (entry.IsGroup)
        {
            IReadOnlyList<string> options = repository.Options(entry.GroupPath);
            string list = options.Count == 0 ? "" : $"\nAvailable options in '{entry.GroupPath}':" + string.Concat(options.Select(option => "\n\t" + option));
            message = $"Could not find '{entry.Path}'\n{list}";
            hint = Nearest(entry.Option!, options);
        }
        else
        {
            message = $"Could not load '{entry.Path}'.\n";
        }

        if (parent is not null)
            message = $"In '{parent.Path}': {message}";
        string instead = string.Concat(repository.Sources.OfType<DirectorySource>().Select(source => source.Instead(entry.Path)).OfType<string>().Select(words => "\n" + words));
        return new ConfigException($"{message}\nConfig search path:{repository.Describe()}{hint}{instead}{PlaceOf(entry)}", entry.ChosenBy ?? entry.Origin);
    }

    /// <summary>The line of the file, or the override that made the choice.</summary>
    private static string PlaceOf(DefaultsEntry entry) => (entry.ChosenBy ?? entry.Origin) is { } origin && (origin.Line > 0 || origin.OverrideText is not null)
        ? $"\n    at {origin}{SourceExcerpt.OfValue(origin)}"
        : "";

    private static string Nearest(string name, IEnumerable<string> options) =>
        NearestName.Of(name, options) is { } nearest ? $"\nDid you mean '{nearest}'?" : "";

    private sealed class TreeNode(DefaultsEntry entry, DefaultsEntry? parent)
    {
        public DefaultsEntry Entry => entry;

        public List<TreeNode> Children { get; } = [];

        public bool IsDeferred { get; init; }

        public DefaultsNode Describe() => new(
            entry.IsGroup ? $"{entry.OverrideKey}: {entry.Option ?? "null"}" : entry.IsSelf ? "_self_" : entry.Path,
            [.. Children.Select(child => child.Describe())]);

        /// <param name="results">The list that the tree is flattened into.</param>
        /// <param name="grandparent">The config that brought in the one to whose list this entry belongs.</param>
        public void Collect(List<DefaultsResult> results, DefaultsEntry? grandparent = null)
        {
            foreach (TreeNode child in Children)
                child.Collect(results, parent);
            if (Children.Count > 0 || entry.IsDeleted || entry.Name is null || entry.IsMissing)
                return;
            results.Add(entry.IsSelf
                ? new DefaultsResult(parent!.Path, parent.FinalPackage, grandparent?.Path, IsSelf: true, parent.IsPrimary, parent.IsGroup ? parent.OverrideKey : null)
                : new DefaultsResult(entry.Path, entry.FinalPackage, parent?.Path, IsSelf: false, entry.IsPrimary, entry.IsGroup ? entry.OverrideKey : null));
        }
    }
}
