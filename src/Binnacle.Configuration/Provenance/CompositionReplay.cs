namespace Binnacle.Configuration;

/// <summary>Goes through a composition once more, step by step, over the same files and overrides.</summary>
/// <remarks>So a composition itself keeps nothing of its steps, and costs nothing more when nobody asks.</remarks>
internal static class CompositionReplay
{
    /// <summary>The steps with the tree after each; the last tree is that of the composition.</summary>
    public static IEnumerable<(CompositionStep Step, MapNode Tree)> Of(ComposedConfig composed)
    {
        MapNode tree = MapNode.Empty;
        foreach (DefaultsResult entry in composed.Defaults)
        {
            tree = ConfigAssembly.Lay(tree, entry, composed.Repository, new EditScope());
            yield return (StepOf(entry, composed), tree);
        }

        foreach (Override item in new DefaultsChoices(composed.Repository, composed.Overrides).ConfigOverrides)
        {
            tree = ConfigOverrideApplier.Apply(tree, [item], composed.Request.OptionalKeys, root => composed.Resolution.With(root));
            yield return (new(CompositionStepKind.Override, item.Input, item.Origin.ToString()), tree);
        }

        yield return (new(CompositionStepKind.Composition, "composition", "the composition itself"), composed.Root);
    }

    private static CompositionStep StepOf(DefaultsResult entry, ComposedConfig composed)
    {
        CompositionStepKind kind = composed.Sources.FirstOrDefault(source => source.ConfigExists(entry.ConfigPath)) switch
        {
            { Provider: "hydra" } => CompositionStepKind.BuiltIn,
            ConfigRegistry => CompositionStepKind.Registered,
            _ => CompositionStepKind.Config,
        };
        return new(kind, entry.ConfigPath, composed.Repository.Load(entry.ConfigPath)!.Location, Reason(entry, composed));
    }

    private static string? Reason(DefaultsResult entry, ComposedConfig composed)
    {
        if (composed.Overrides.LastOrDefault(item => item.Kind != OverrideKind.Delete && item.KeyOrGroup == entry.OverrideKey) is { } chosen)
            return $"chosen by override '{chosen.Input}'";
        if (entry.IsPrimary)
            return "the primary config";
        return entry.IsSelf || entry.Parent is null ? null : $"from the defaults list of '{entry.Parent}'";
    }
}
