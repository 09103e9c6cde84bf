namespace Binnacle.Configuration;

/// <summary>Finds values that a config gives in vain, for another that is always there replaces them.</summary>
internal static class ShadowRule
{
    private const int Shown = 5;

    public static void Check(ComposedConfig composed, LintFindings findings)
    {
        var always = new HashSet<string>(composed.Defaults.Where(entry => entry.OverrideKey is null).Select(entry => entry.ConfigPath), StringComparer.Ordinal);
        var vain = ConfigProvenance.Of(composed).Keys
            .Where(history => history.Last is { Step.Kind: CompositionStepKind.Config, Value: not null } && always.Contains(history.Last.Step.Name))
            .SelectMany(history => history.Beaten.Where(IsValue).Select(beaten => (history.Key, Beaten: beaten, By: history.Last)))
            .Where(pair => pair.Beaten.Origin!.Source != pair.By.Origin?.Source && !Equals(ValueText.Of(pair.Beaten.Value!), ValueText.Of(pair.By.Value!)))
            .GroupBy(pair => (Beaten: pair.Beaten.Origin!.Source, By: pair.By.Step.Location));
        foreach (var pairs in vain)
        {
            string[] keys = [.. pairs.Select(pair => pair.Key).Distinct()];
            string names = string.Join(", ", keys.Take(Shown)) + (keys.Length > Shown ? $" and {keys.Length - Shown} more" : "");
            findings.Add(new LintFinding(
                LintRules.ShadowedValue, LintSeverity.Note, pairs.First().Beaten.Origin,
                $"{names} of this file never take{(keys.Length == 1 ? "s" : "")} effect: {pairs.Key.By} comes later and gives {(keys.Length == 1 ? "it" : "them")} too.",
                $"See --info provenance {keys[0]}."));
        }
    }

    /// <summary>A value of a file that says something: placeholders are there to be replaced.</summary>
    private static bool IsValue(ValueChange change) => change is
    {
        Step.Kind: CompositionStepKind.Config, Origin.Line: > 0,
        Value: ListNode or ScalarNode { Value: not null, IsMissing: false },
    };
}
