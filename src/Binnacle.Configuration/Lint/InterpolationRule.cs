namespace Binnacle.Configuration;

/// <summary>Finds interpolations that lead nowhere, and resolvers that are not known.</summary>
internal sealed class InterpolationRule
{
    private readonly ComposedConfig _composed;
    private readonly bool _knowsProgram;
    private readonly LintSeverity _severity;
    private readonly string _prefix;
    private readonly LintFindings _findings;

    private InterpolationRule(ComposedConfig composed, bool knowsProgram, LintSeverity severity, string prefix, LintFindings findings)
    {
        _composed = composed;
        _knowsProgram = knowsProgram;
        _severity = severity;
        _prefix = prefix;
        _findings = findings;
    }

    public static void Check(ComposedConfig composed, bool knowsProgram, LintSeverity severity, string prefix, LintFindings findings) =>
        new InterpolationRule(composed, knowsProgram, severity, prefix, findings).Walk(composed.Resolution.RootPlace);

    private void Walk(Place place)
    {
        switch (place.Node)
        {
            case MapNode map:
                foreach (var (key, node) in map)
                    Walk(place.Child(key, node));
                break;
            case ListNode list:
                for (int i = 0; i < list.Count; i++)
                    Walk(place.Child(i, list[i]));
                break;
            case ScalarNode { IsInterpolation: true } scalar when !IsBuiltIn(scalar):
                if (Tried(() => new Evaluation(_composed.Resolution).Parse(scalar, place)) is { } expression)
                    Look(expression, place);
                break;
        }
    }

    private static bool IsBuiltIn(ScalarNode scalar) => scalar.Origin?.Source.StartsWith("pkg://hydra.conf", StringComparison.Ordinal) ?? true;

    private void Look(Expression expression, Place owner)
    {
        switch (expression)
        {
            case Expression.Text text:
                Look(text.Parts, owner);
                break;
            case Expression.List list:
                Look(list.Items, owner);
                break;
            case Expression.Map map:
                Look(map.Entries.Select(entry => entry.Value), owner);
                break;
            case Expression.Reference reference:
                Look(reference.Key, owner);
                CheckTarget(reference, owner);
                break;
            case Expression.Call call:
                CheckResolver(call, owner);
                Look(call.Arguments, owner);
                break;
        }
    }

    private void Look(IEnumerable<Expression> parts, Place owner)
    {
        foreach (Expression part in parts)
            Look(part, owner);
    }

    private void CheckTarget(Expression.Reference reference, Place owner)
    {
        (Place Place, string Missing)? gap = null;
        Tried(() =>
        {
            gap = new Evaluation(_composed.Resolution).GapOf(reference, owner);
            return reference;
        });
        if (gap is not { } found || IsLeftToTheRun(found.Place))
            return;
        string container = found.Place.FullKey.Length == 0 ? "the configuration" : $"'{found.Place.FullKey}'";
        bool isMap = found.Place.Node is not ScalarNode;
        string message = isMap ? $"{container} has no key '{found.Missing}'" : $"{container} is a single value";
        string? nearest = found.Place.Node is MapNode map ? NearestName.Of(found.Missing, map.Keys.Select(key => key.Text)) : null;
        string path = found.Place.FullKey.Length == 0 ? nearest ?? "" : $"{found.Place.FullKey}.{nearest}";
        Add(LintRules.Interpolation, _severity, reference.Source, owner, $"{reference.Source} leads nowhere: {message}.", nearest is null ? null : $"Did you mean '{path}'?");
    }

    /// <summary>The job host fills in some of hydra's keys when a run begins.</summary>
    private static bool IsLeftToTheRun(Place place) => place.FullKey is "hydra.job" or "hydra.runtime" or "hydra.job.env_set";

    private void CheckResolver(Expression.Call call, Place owner)
    {
        if (call.Name is not [Expression.Constant { Value.Value: string name }] || _composed.Resolution.Resolvers.TryGet(name, out _, out _))
            return;
        string? nearest = NearestName.Of(name, _composed.Resolution.Resolvers.Names);
        if (_knowsProgram || nearest is not null)
            Add(LintRules.Resolver, _knowsProgram ? _severity : LintSeverity.Warning, call.Source, owner, $"{call.Source} calls a resolver '{name}' that is not registered.", nearest is null ? null : $"Did you mean '{nearest}'?");
    }

    private void Add(string rule, LintSeverity severity, string source, Place owner, string message, string? hint)
    {
        // A fault of the choices that the files make is told once, not again for each option.
        if (!_findings.HasErrorAt(owner.Node.Origin) || _prefix.Length == 0)
            _findings.Add(new LintFinding(rule, severity, PlaceOf(source, owner), $"{_prefix}{(owner.FullKey.Length == 0 ? "" : owner.FullKey + ": ")}{message}", hint) { Length = source.Length });
    }

    /// <summary>The interpolation itself where it can be found in its line, else the value that holds it.</summary>
    private static Origin? PlaceOf(string source, Place owner)
    {
        Origin? origin = owner.Node.Origin;
        return origin is { Line: > 0 } && SourceExcerpt.ColumnOf(origin, source) is { } column ? origin with { Column = column } : origin;
    }

    private static T? Tried<T>(Func<T?> find)
        where T : class
    {
        try
        {
            return find();
        }
        catch (ConfigException)
        {
            // What cannot be told before a run is no finding.
            return null;
        }
    }
}
