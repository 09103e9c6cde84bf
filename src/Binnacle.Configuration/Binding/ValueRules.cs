using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Checks values against the attributes of <see cref="System.ComponentModel.DataAnnotations"/>, and words what they ask for.</summary>
internal static class ValueRules
{
    // Unlike the others, this attribute has a message before anyone gives it one.
    private static readonly string? Unworded = new AllowedValuesAttribute().ErrorMessage;

    /// <summary>True when a value keeps a rule. Lengths are those of the node, for counting an unknown collection needs reflection.</summary>
    public static bool IsKept(ValidationAttribute rule, object? value, ConfigNode node) => rule switch
    {
        MinLengthAttribute least => !(LengthOf(value, node) < least.Length),
        MaxLengthAttribute most => most.Length < 0 || !(LengthOf(value, node) > most.Length),
        LengthAttribute both => !(LengthOf(value, node) < both.MinimumLength) && !(LengthOf(value, node) > both.MaximumLength),
        _ => rule.IsValid(value),
    };

    /// <summary>What a rule asks for, in words.</summary>
    public static string Expected(ValidationAttribute rule, string key, ConfigNode node) => rule switch
    {
        AllowedValuesAttribute allowed when rule.ErrorMessage == Unworded => "one of " + string.Join(", ", Names(allowed)),
        _ when rule.ErrorMessage is not null => rule.FormatErrorMessage(key).TrimEnd('.'),
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"a value from {range.Minimum}{Bound(range.MinimumIsExclusive)} to {range.Maximum}{Bound(range.MaximumIsExclusive)}"),
        RegularExpressionAttribute pattern => $"text that matches {pattern.Pattern}",
        RequiredAttribute => "a value",
        StringLengthAttribute length => $"text of {length.MinimumLength} to {length.MaximumLength} characters",
        MinLengthAttribute least => $"at least {least.Length} {Unit(node)}",
        MaxLengthAttribute most => $"at most {most.Length} {Unit(node)}",
        LengthAttribute both => $"{both.MinimumLength} to {both.MaximumLength} {Unit(node)}",
        _ => rule.FormatErrorMessage(key).TrimEnd('.'),
    };

    /// <summary>The allowed value that a wrong one most likely meant; null when none is near, or the rule allows a range.</summary>
    public static string? Nearest(ValidationAttribute rule, ConfigNode node) =>
        rule is AllowedValuesAttribute allowed ? NearestName.Of(PythonText.Of(node), Names(allowed)) : null;

    /// <summary>The allowed values as a configuration spells them.</summary>
    public static IEnumerable<string> Names(AllowedValuesAttribute allowed) => allowed.Values.Select(value => PythonText.Of(new ObjectTree().NodeOf(value)));

    private static int? LengthOf(object? value, ConfigNode node) => (value, node) switch
    {
        (string text, _) => text.Length,
        (_, ListNode list) => list.Count,
        (_, MapNode map) => map.Count,
        _ => null,
    };

    private static string Unit(ConfigNode node) => node is ScalarNode ? "characters" : "items";

    private static string Bound(bool isExclusive) => isExclusive ? " (exclusive)" : "";
}
