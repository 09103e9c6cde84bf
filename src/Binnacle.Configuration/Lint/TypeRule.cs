namespace Binnacle.Configuration;

/// <summary>Holds a composed configuration against the type to which the program binds it.</summary>
internal static class TypeRule
{
    public static void Check(ComposedConfig composed, Func<MapNode, IReadOnlyList<ConfigFault>> faultsOf, string prefix, LintFindings findings)
    {
        var primary = new Origin(composed.Repository.Load(composed.Request.ConfigName!)!.Location);
        var open = new HashSet<string>(StringComparer.Ordinal);
        ResolutionContext context = composed.Resolution.With(composed.Job, composed.Hydra);
        var settled = (MapNode)Settle(context.RootPlace, context, open);
        foreach (ConfigFault fault in faultsOf(settled).Where(fault => !IsOpen(fault.Key, open)))
        {
            // What is wrong whatever is chosen is told once.
            if (prefix.Length == 0 || (!findings.HasErrorAt(fault.Origin) && !findings.Contains(FindingOf(fault, "", primary))))
                findings.Add(FindingOf(fault, prefix, primary));
        }
    }

    /// <summary>The tree with the values that can be told before a run; the others are <c>???</c>, and their keys are noted.</summary>
    private static ConfigNode Settle(Place place, ResolutionContext context, HashSet<string> open)
    {
        switch (place.Node)
        {
            case MapNode map:
                return new MapNode(map.Select(entry => new KeyValuePair<ConfigKey, ConfigNode>(entry.Key, Settle(place.Child(entry.Key, entry.Value), context, open))), map.Origin);
            case ListNode list:
                return new ListNode(list.Select((item, index) => Settle(place.Child(index, item), context, open)), list.Origin);
            case ScalarNode { IsInterpolation: false, IsMissing: false }:
                return place.Node;
        }

        if (place.Node is ScalarNode { IsInterpolation: true })
        {
            try
            {
                if (new Evaluation(context).Resolve(place) is var value && !IsLeftToTheRun(value, (ScalarNode)place.Node))
                    return value;
            }
            catch (ConfigException)
            {
                // Told by the rule for interpolations, or only known in a run.
            }
        }

        open.Add(place.FullKey);
        return new ScalarNode(ScalarNode.MissingText, place.Node.Origin);
    }

    /// <summary>The job host fills in some of hydra's keys when a run begins; until then they are null.</summary>
    private static bool IsLeftToTheRun(ConfigNode value, ScalarNode written) =>
        value is ScalarNode { IsMissing: true } || (value is ScalarNode { Value: null } && ((string)written.Value!).Contains("${hydra:", StringComparison.Ordinal));

    private static bool IsOpen(string key, HashSet<string> open) =>
        open.Any(missing => key == missing || (missing.Length > key.Length && missing.StartsWith(key, StringComparison.Ordinal) && missing[key.Length] is '.' or '['));

    private static LintFinding FindingOf(ConfigFault fault, string prefix, Origin primary)
    {
        string? hint = fault.Nearest is null ? null : $"Did you mean '{fault.Nearest}'?";
        if (fault.Expected.Length == 0)
            return new(LintRules.UnknownKey, LintSeverity.Error, fault.Origin ?? primary, $"{prefix}{fault.Key}: {fault.Found}.", hint) { Length = fault.Key[(fault.Key.LastIndexOf('.') + 1)..].Length };
        return fault.Found == BindingPass.NoSuchKey
            ? new(LintRules.UnknownKey, LintSeverity.Warning, primary, $"{prefix}{fault.Key}: no config gives the required key ({fault.Expected}).", $"Write '{fault.Key[(fault.Key.LastIndexOf('.') + 1)..]}: ???' where the command line must give it.")
            : new(LintRules.Type, LintSeverity.Error, fault.Origin ?? primary, $"{prefix}{fault.Key}: expected {fault.Expected}, found {fault.Found}.", hint);
    }
}
