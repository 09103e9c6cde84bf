using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Provenance in words, as <c>--info provenance</c> and <c>binnacle config explain</c> print it.</summary>
public static class ProvenanceText
{
    private const string Hydra = "hydra";

    /// <summary>All keys as a table: value, where it comes from, what it beat. Keys of hydra that only the built-in configuration gave are left out.</summary>
    public static string Table(ConfigProvenance provenance)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        KeyHistory[] shown = [.. provenance.Keys.Where(IsRow).Where(history => !IsHydra(history.Key) || history.Changes.Any(IsGiven))];
        return string.Join('\n', TableOf(shown))
            + "\n\nKeys of hydra are shown where they were changed; ask for 'hydra' to see them all, or for a key to see its whole history.";
    }

    /// <summary>One key in detail: its value, what interpolations resolve to, every step that set it. For a map, a table of what lies below.</summary>
    /// <exception cref="ConfigException">There is no such key; the message names keys that are near.</exception>
    public static string Of(ConfigProvenance provenance, string key)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(key);
        KeyHistory history = provenance.Get(key);
        IEnumerable<string> lines = history.Node is MapNode { Count: > 0 }
            ? [Title(history), .. Below(provenance, history), "", .. TableOf([.. provenance.Keys.Where(IsRow).Where(other => IsBelow(other.Key, history.Key))])]
            : [Title(history), .. Resolution(provenance, history), "", .. History(history)];
        return string.Join('\n', key == history.Key ? lines : lines.Prepend($"{key} is {history.Key}, through an interpolation on its way."));
    }

    private static bool IsHydra(string key) => key == Hydra || key.StartsWith(Hydra + ".", StringComparison.Ordinal);

    private static bool IsBelow(string key, string map) =>
        key.Length > map.Length && key.StartsWith(map, StringComparison.Ordinal) && key[map.Length] is '.' or '[';

    private static bool IsGiven(ValueChange change) => change.Step.Kind is not (CompositionStepKind.BuiltIn or CompositionStepKind.Composition);

    /// <summary>Maps are shown by what is in them, items of lists by their list.</summary>
    private static bool IsRow(KeyHistory history) =>
        (history.Node ?? history.Changes[^2].Value) is not MapNode { Count: > 0 } && !history.Key.Contains('[', StringComparison.Ordinal);

    private static IEnumerable<string> TableOf(IReadOnlyList<KeyHistory> histories) => histories.Count == 0
        ? ["No keys."]
        : TextTable.Lines(["KEY", "VALUE", "FROM", "BEATS"], [.. histories.Select(Row)]);

    private static string[] Row(KeyHistory history) =>
    [
        history.Key,
        history.Node is { } value ? ValueText.Of(value, widest: 40) : "(deleted)",
        history.Last.Place,
        string.Join(", ", history.Beaten.Where(change => !change.IsDeletion).Select(change => $"{ValueText.Of(change.Value!, widest: 24)} ({change.Place})")),
    ];

    private static string Title(KeyHistory history) => history.Node switch
    {
        null => $"{history.Key} is not in the configuration: {Verb(history.Last)} it.",
        MapNode { Count: > 0 } map => $"{history.Key} is a map of {map.Count} key{(map.Count == 1 ? "" : "s")}.",
        ScalarNode { IsMissing: true } => $"{history.Key} is missing (???): a value must be given.",
        var value => $"{history.Key} = {ValueText.Of(value, widest: 200)} ({TypeName.Of(value)})",
    };

    private static string Verb(ValueChange change) => $"{change.Step.Location} {(change.Step.Kind == CompositionStepKind.Override ? "deletes" : "replaces")}";

    private static IEnumerable<string> Below(ConfigProvenance provenance, KeyHistory history)
    {
        IEnumerable<CompositionStep> steps = provenance.Keys.Where(other => IsBelow(other.Key, history.Key)).SelectMany(other => other.Changes).Concat(history.Changes)
            .Select(change => change.Step).Distinct();
        return steps.Select(step => $"  {Described(step)}");
    }

    private static IEnumerable<string> Resolution(ConfigProvenance provenance, KeyHistory history)
    {
        if (history.Node is not ScalarNode { IsInterpolation: true })
            yield break;
        yield return $"  resolves to {Resolved(provenance, history.Key)}";
        foreach (InterpolationLink link in provenance.Trail(history.Key))
        {
            string indent = new(' ', 4 + 2 * link.Depth);
            yield return indent + (link switch
            {
                { Value: null } => $"{link.Text} leads nowhere",
                { Key: null } => $"{link.Text} gives {ValueText.Of(link.Value)}",
                _ => $"{link.Text} is {link.Key} = {ValueText.Of(link.Value)}{(provenance.Find(link.Key)?.Last.Place is { } place ? $", {place}" : "")}",
            });
        }
    }

    private static string Resolved(ConfigProvenance provenance, string key)
    {
        try
        {
            return provenance.Resolve(key) is { } node ? $"{ValueText.Of(node, widest: 200)} ({TypeName.Of(node)})" : "nothing";
        }
        catch (ConfigException error)
        {
            return $"nothing: {error.Message.Split('\n')[0]}";
        }
    }

    private static IEnumerable<string> History(KeyHistory history)
    {
        string[] values = [.. history.Changes.Select(change => change.Value is { } value ? ValueText.Of(value) : "(deleted)")];
        int width = values.Max(value => value.Length), number = (int)Math.Log10(values.Length) + 1;
        for (int i = 0; i < values.Length; i++)
        {
            ValueChange change = history.Changes[i];
            string mark = i == values.Length - 1 && values.Length > 1 ? "   <- stands" : "";
            string order = (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(number);
            yield return $"  {order}. {values[i].PadRight(width)}  {Described(change)}{mark}";
            foreach (string line in SourceExcerpt.OfValue(change.Origin).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                yield return "   " + line;
        }
    }

    private static string Described(ValueChange change)
    {
        string described = Described(change.Step with { Location = change.Place });
        bool isCopied = change.Step.Kind is CompositionStepKind.Config or CompositionStepKind.Registered or CompositionStepKind.BuiltIn
            && change.Origin is { } origin && origin.Source != change.Step.Location;
        return isCopied ? $"{described}, copied there when {change.Step.Location} was merged into an interpolation" : described;
    }

    private static string Described(CompositionStep step) => step.Kind switch
    {
        CompositionStepKind.BuiltIn => $"{step.Location} (built in)",
        CompositionStepKind.Registered => $"{step.Location} (registered{(step.Reason is null ? "" : $", {step.Reason}")})",
        _ => step.Reason is null ? step.Location : $"{step.Location} ({step.Reason})",
    };
}
