namespace Binnacle.Configuration;

/// <summary>What can be told from all defaults lists together: configs that do not exist, groups that are never named.</summary>
internal sealed class DefaultsRules(LintRequest request, ConfigRepository repository, ConfigUses uses, FileRules files, LintFindings findings)
{
    /// <param name="primaries">The primary configs of the program.</param>
    /// <param name="main">All configs at the root, those of other programs included.</param>
    public void Check(IReadOnlyList<string> primaries, IReadOnlyList<string> main)
    {
        HashSet<string> own = uses.ReachableFrom(primaries, out _);
        foreach (var (path, error) in uses.Faults)
            findings.Add(LintRules.DefaultsList, SeverityIn(path, own), error);
        foreach (var (path, entries) in uses.Entries)
        {
            foreach (DefaultsEntry entry in entries)
                CheckEntry(entry, path, SeverityIn(path, own));
        }

        HashSet<string> reached = uses.ReachableFrom(primaries.Concat(main), out HashSet<string> groups);
        CheckUnused(reached, groups);
    }

    private static LintSeverity SeverityIn(string path, HashSet<string> own) => own.Contains(path) ? LintSeverity.Error : LintSeverity.Warning;

    private void CheckEntry(DefaultsEntry entry, string parent, LintSeverity severity)
    {
        if (entry.IsSelf || entry.IsOptional || entry.IsInterpolation || parent == ConfigUses.HydraRoot)
            return;
        IEnumerable<string> options = !entry.IsGroup ? [""] : entry.Options ?? (entry.Option is null || entry.IsMissing ? [] : [entry.Option]);
        foreach (string option in options)
        {
            string path = entry.IsGroup ? $"{entry.GroupPath}/{option}" : entry.Path;
            if (!repository.ConfigExists(path))
                Missing(entry, path, parent, severity);
        }
    }

    private void Missing(DefaultsEntry entry, string path, string parent, LintSeverity severity)
    {
        string group = ConfigUses.GroupOf(path);
        IReadOnlyList<string> options = repository.Options(group);
        string? nearest = NearestName.Of(path[(group.Length == 0 ? 0 : group.Length + 1)..], options);
        if (!request.KnowsProgram && (!entry.IsGroup || (nearest is null && (options.Count == 0 || path.StartsWith("hydra/", StringComparison.Ordinal)))))
        {
            request.SearchPath.Registry.Store(path, MapNode.Empty);
            findings.Add(new LintFinding(
                LintRules.DefaultsList, LintSeverity.Warning, entry.Origin,
                $"'{path}', named by '{parent}', is no file; it is taken to be the program's own, and to be empty.",
                nearest is null ? "Lint in the program itself knows what it registers: PROGRAM --info lint." : $"Did you mean '{nearest}'?"));
            return;
        }

        findings.AddMissing(path);
        string? hint = nearest is not null ? $"Did you mean '{nearest}'?" : options.Count is > 0 and <= 12 ? $"Options of '{group}': {string.Join(", ", options)}." : null;
        findings.Add(new LintFinding(LintRules.DefaultsList, severity, entry.Origin, $"there is no config '{path}', which the defaults list of '{parent}' names.", hint));
    }

    private void CheckUnused(HashSet<string> reached, HashSet<string> groups)
    {
        var unused = files.Configs.Keys.Where(path => path.Contains('/', StringComparison.Ordinal) && !reached.Contains(path)).GroupBy(ConfigUses.GroupOf);
        foreach (var group in unused)
        {
            string[] paths = [.. group.Order(StringComparer.Ordinal)];
            string location = files.Configs[paths[0]].Location;
            string names = string.Join(", ", paths.Select(path => path[(group.Key.Length + 1)..]).Take(5)) + (paths.Length > 5 ? ", …" : "");
            findings.Add(groups.Contains(group.Key) || repository.Options(group.Key).Count > paths.Length
                ? new LintFinding(LintRules.UnusedConfig, LintSeverity.Note, new Origin(location), $"no defaults list takes in {(paths.Length == 1 ? $"'{paths[0]}'" : $"{names} of '{group.Key}'")}.")
                : new LintFinding(
                    LintRules.UnusedGroup, LintSeverity.Note, new Origin(Path.GetDirectoryName(location) ?? location),
                    $"no defaults list names the group '{group.Key}' ({names}); only +{group.Key}=… on the command line takes it in.",
                    $"A line '- {group.Key}: null' in a defaults list makes it known."));
        }
    }
}
