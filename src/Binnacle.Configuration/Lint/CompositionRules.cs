using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Composes a primary config as it is and with each option of its groups, and looks at what comes out.</summary>
internal sealed partial class CompositionRules(LintRequest request, LintFindings findings)
{
    /// <summary>More compositions than any folder needs whose lint somebody waits for.</summary>
    private const int Most = 2_000;

    private readonly ConfigComposer _composer = new(request.SearchPath, request.Resolvers);

    /// <summary>The compositions that were tried.</summary>
    public int Count { get; private set; }

    public void Check(string primary)
    {
        if (Base(primary) is not { } composed)
            return;
        foreach (string warning in composed.Warnings)
            findings.Add(new LintFinding(LintRules.Composition, LintSeverity.Warning, new Origin(composed.Repository.Load(primary)!.Location), warning.Split('\n')[0]));
        Inspect(composed, LintSeverity.Error, "");
        ShadowRule.Check(composed, findings);
        Vary(composed);
    }

    /// <summary>The composition with the files' own choices; for a choice that is left to the user, with the first option that composes.</summary>
    private ComposedConfig? Base(string primary)
    {
        List<string> chosen = [.. request.Overrides];
        while (true)
        {
            ComposedConfig? composed = Compose(primary, chosen, error => findings.Add(LintRules.Composition, LintSeverity.Error, error, LocationOf(primary)));
            string? open = composed?.Choices.FirstOrDefault(choice => choice.Value == ScalarNode.MissingText && IsWritable(choice.Key)).Key;
            if (open is null)
                return composed;
            string[] options = [.. composed!.Options(GroupOf(open))];
            if (options.Length == 0)
                return composed;
            int first = Array.FindIndex(options, option => Compose(primary, [.. chosen, Choosing(open, option)], _ => { }) is not null);
            chosen.Add(Choosing(open, options[Math.Max(0, first)]));
        }
    }

    /// <summary>Tries each option of each group, one at a time; groups that an option brings along are tried together with it.</summary>
    private void Vary(ComposedConfig origin)
    {
        HashSet<string> tried = new(StringComparer.Ordinal);
        var open = new Queue<ComposedConfig>([origin]);
        while (open.TryDequeue(out ComposedConfig? composed))
        {
            foreach (var (key, chosen) in composed.Choices)
            {
                if (!IsWritable(key) || !tried.Add(key))
                    continue;
                foreach (string option in OwnOptions(composed, GroupOf(key)).Where(option => option != chosen))
                {
                    if (Count >= Most)
                        return;
                    if (Variant(composed, key, option) is { } variant)
                        open.Enqueue(variant);
                }
            }
        }
    }

    private ComposedConfig? Variant(ComposedConfig composed, string key, string option)
    {
        string choice = Choosing(key, option);
        ComposedConfig? variant = Compose(composed.Request.ConfigName!, [.. composed.Request.Overrides, choice], error =>
        {
            // A fault in the option itself is its own; another may be a matter of what else is chosen.
            var location = new Origin(LocationOf($"{GroupOf(key)}/{option}")?.Source ?? choice);
            findings.Add(LintRules.Option, error.Origin?.Source == location.Source ? LintSeverity.Error : LintSeverity.Warning, error, location, $"with {choice}: ");
        });
        if (variant is not null)
            Inspect(variant, LintSeverity.Warning, $"with {choice}: ");
        return variant;
    }

    private void Inspect(ComposedConfig composed, LintSeverity severity, string prefix)
    {
        InterpolationRule.Check(composed, request.KnowsProgram, severity, prefix, findings);
        if (request.TypeFaults is { } faults)
            TypeRule.Check(composed, faults, prefix, findings);
    }

    private ComposedConfig? Compose(string primary, IReadOnlyList<string> overrides, Action<ConfigException> failed)
    {
        Count++;
        try
        {
            // As for a sweep: what the user must choose may stay open.
            return _composer.Compose(new CompositionRequest
            {
                ConfigName = primary,
                Overrides = overrides,
                Mode = RunMode.MultiRun,
                VersionBase = request.VersionBase,
                OptionalKeys = request.OptionalKeys,
                Environment = request.Environment,
            });
        }
        catch (ConfigException error)
        {
            failed(error);
            return null;
        }
    }

    private Origin? LocationOf(string primary)
    {
        try
        {
            return request.SearchPath.Sources.Select(source => source.Load(primary)).FirstOrDefault(config => config is not null) is { } config ? new Origin(config.Location) : null;
        }
        catch (ConfigException error)
        {
            return error.Origin;
        }
    }

    /// <summary>The options that are not built in, whose lint nobody asked for.</summary>
    private static IEnumerable<string> OwnOptions(ComposedConfig composed, string group) =>
        composed.Sources.Where(source => source.Provider != "hydra").SelectMany(source => source.Options(group)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string GroupOf(string key) => key.Split('@')[0];

    private static bool IsWritable(string key) => PlainKey().IsMatch(key);

    private static string Choosing(string key, string option) => PlainOption().IsMatch(option) ? $"{key}={option}" : $"{key}='{option.Replace("'", "\\'", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z_][\w\-./]*(@[\w\-.]+)?$")]
    private static partial Regex PlainKey();

    [GeneratedRegex(@"^[A-Za-z_][\w\-./]*$")]
    private static partial Regex PlainOption();
}
