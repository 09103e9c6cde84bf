namespace Binnacle.Configuration;

/// <summary>Merges trees by OmegaConf's rules.</summary>
/// <remarks>
/// Maps merge key by key, keys keep their first place, a list or a scalar replaces what was there; a map never merges with a
/// list; <c>???</c> never overwrites; an interpolation that leads to a container is expanded before anything is merged into it.
/// Both trees stay as they are and share nodes with the result.
/// </remarks>
public static class ConfigMerge
{
    /// <summary>The target with the source laid over it.</summary>
    /// <param name="target">The tree below; a lone null counts as an empty map.</param>
    /// <param name="source">The tree on top.</param>
    /// <param name="isStruct">Refuse keys that the target's maps do not have.</param>
    /// <exception cref="ConfigException">A map meets a list, or a key is new and <paramref name="isStruct"/> is set.</exception>
    public static ConfigNode Merge(ConfigNode target, ConfigNode source, bool isStruct = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        return Merge(target, source, isStruct, new EditScope());
    }

    /// <summary>The trees laid over each other from left to right; an empty map when there is none.</summary>
    /// <inheritdoc cref="Merge(ConfigNode, ConfigNode, bool)"/>
    public static ConfigNode Merge(IEnumerable<ConfigNode> trees, bool isStruct = false)
    {
        ArgumentNullException.ThrowIfNull(trees);
        var scope = new EditScope();
        ConfigNode? merged = null;
        foreach (ConfigNode tree in trees)
            merged = merged is null ? tree : Merge(merged, tree, isStruct, scope);
        return merged ?? MapNode.Empty;
    }

    /// <summary>The same within a run of edits.</summary>
    /// <summary>Merges trees that carry flags, the first at the bottom. A flag of the first tree holds for all, except that of being read-only, which a merge lifts; a flag of a later tree holds for those after it.</summary>
    /// <exception cref="ConfigException">As above, or a read-only tree would be changed.</exception>
    public static ConfigNode Merge(IEnumerable<MergeInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var scope = new EditScope();
        ConfigNode? merged = null;
        bool isStruct = false, isReadOnly = false;
        foreach (MergeInput input in inputs)
        {
            bool isFirst = merged is null;
            merged = merged is null ? input.Tree : new TreeMerge(isStruct, scope, isReadOnly: isReadOnly, isSourceReadOnly: input.IsReadOnly).Merge(merged, input.Tree);
            isStruct |= input.IsStruct;
            isReadOnly |= input.IsReadOnly && !isFirst;
        }

        return merged ?? MapNode.Empty;
    }

    internal static ConfigNode Merge(ConfigNode target, ConfigNode source, bool isStruct, EditScope scope) => new TreeMerge(isStruct, scope).Merge(target, source);
}
