using System.Globalization;
using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Overrides parsed one by one.</summary>
internal sealed class Overrides : GoldenFile
{
    public override string Name => "overrides.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        string input = golden.GetProperty("input").GetString()!;
        if (!golden.GetProperty("ok").GetBoolean())
            return Refused(golden, input);

        Override found = OverrideParser.Parse(input);
        List<string> differences = [];
        Compare("type", Text(golden, "type"), found.Kind switch
        {
            OverrideKind.Add => "ADD",
            OverrideKind.ForceAdd => "FORCE_ADD",
            OverrideKind.Delete => "DEL",
            _ => "CHANGE",
        });
        Compare("key", Text(golden, "key"), found.Key);
        Compare("package", Text(golden, "package"), found.Package);
        Compare("key_element", Text(golden, "key_element"), found.KeyElement);
        Compare("value_type", Text(golden, "value_type"), found.Value switch
        {
            null => null,
            SweepValue sweep => sweep switch
            {
                ChoiceSweep choice => choice.IsSimple ? "SIMPLE_CHOICE_SWEEP" : "CHOICE_SWEEP",
                RangeSweep => "RANGE_SWEEP",
                IntervalSweep => "INTERVAL_SWEEP",
                _ => "GLOB_CHOICE_SWEEP",
            },
            _ => "ELEMENT",
        });
        bool shuffled = input.Contains("shuffle", StringComparison.Ordinal);
        if (found.Value is { } value && !(shuffled && found.Value is ElementValue) && golden.TryGetProperty("value", out JsonElement expected))
        {
            if (Difference(expected, value) is { } difference)
                differences.Add("value " + difference);
        }

        if (Text(golden, "value_str") is { } text && !shuffled)
            Compare("value_str", text, ((ElementValue)found.Value!).Text);
        if (found.Value is RangeSweep endless && IsEndless(endless))
            return CaseOutcome.Deviates("", "finite-ranges");
        if (golden.TryGetProperty("sweep_strings", out JsonElement strings) && !shuffled)
            Compare("sweep_strings", string.Join('|', strings.EnumerateArray().Select(item => item.GetString())), string.Join('|', SweepElements.Of((SweepValue)found.Value!).Take(201).Select(item => item.Text)));
        return differences.Count == 0 ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"{input}: {string.Join("; ", differences)}");

        void Compare(string what, string? wanted, string? got)
        {
            if (wanted != got)
                differences.Add($"{what}: expected {wanted ?? "null"}, found {got ?? "null"}");
        }
    }

    private static bool IsEndless(RangeSweep range)
    {
        try
        {
            SweepElements.Of(range);
            return false;
        }
        catch (ConfigException error)
        {
            return error.Message.Contains("has no end", StringComparison.Ordinal) || error.Message.Contains("has more than", StringComparison.Ordinal);
        }
    }

    private static CaseOutcome Refused(JsonElement golden, string input)
    {
        try
        {
            Override found = OverrideParser.Parse(input);
            if (found.Value is ListExtension or ZipSweep)
                return CaseOutcome.Deviates("", "later-functions");
            if ((Text(golden, "error_full") ?? "").Contains("instances of 'QuotedString'", StringComparison.Ordinal))
                return CaseOutcome.Deviates("", "python-internal-failure");
            return CaseOutcome.Fail("", $"{input}: expected {Text(golden, "error")}, found {found}");
        }
        catch (ConfigException error)
        {
            return error.Message.Contains(input, StringComparison.Ordinal) ? CaseOutcome.Pass("") : CaseOutcome.Fail("", error.Message);
        }
    }

    private static string? Text(JsonElement golden, string name) =>
        golden.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Difference(JsonElement expected, OverrideValue found)
    {
        string kind = expected.GetProperty("t").GetString()!;
        switch (kind, found)
        {
            case ("qstr", QuotedValue quoted):
                return quoted.Value == Text(expected, "v") && (quoted.Quote == '\'' ? "single" : "double") == Text(expected, "q") ? null : $"expected {expected}, found {quoted}";
            case ("list", ListValue list):
                return Items(expected.GetProperty("v"), list.Items);
            case ("dict", MapValue map):
                JsonElement[] pairs = [.. expected.GetProperty("v").EnumerateArray()];
                return pairs.Length != map.Entries.Count ? $"expected {expected}, found {map.Text}"
                    : pairs.Zip(map.Entries, (pair, entry) => Difference(pair[0], new ScalarValue(entry.Key)) ?? Difference(pair[1], entry.Value)).FirstOrDefault(text => text is not null);
            case ("choice", ChoiceSweep choice):
                return choice.IsSimple != expected.GetProperty("simple").GetBoolean() || choice.Shuffle != expected.GetProperty("shuffle").GetBoolean() || !SameTags(expected, choice)
                    ? $"expected {expected}, found {choice}" : Items(expected.GetProperty("v"), choice.Items);
            case ("range", RangeSweep range):
                return SameTags(expected, range) && range.Shuffle == expected.GetProperty("shuffle").GetBoolean()
                    ? Difference(expected.GetProperty("start"), new ScalarValue(range.Start)) ?? Difference(expected.GetProperty("stop"), new ScalarValue(range.Stop)) ?? Difference(expected.GetProperty("step"), new ScalarValue(range.Step))
                    : $"expected {expected}, found {range}";
            case ("interval", IntervalSweep interval):
                return SameTags(expected, interval)
                    ? Difference(expected.GetProperty("start"), new ScalarValue(interval.Start)) ?? Difference(expected.GetProperty("end"), new ScalarValue(interval.End))
                    : $"expected {expected}, found {interval}";
            case ("glob", GlobSweep glob):
                return Joined(expected, "include") == string.Join('|', glob.Include) && Joined(expected, "exclude") == string.Join('|', glob.Exclude) ? null : $"expected {expected}, found {glob}";
            case (_, ScalarValue scalar):
                return kind is "qstr" or "list" or "dict" ? $"expected {expected}, found {scalar}" : TypedValue.Difference(expected, new ScalarNode(scalar.Value));
            default:
                return $"expected {expected}, found {found}";
        }
    }

    private static string? Items(JsonElement expected, IReadOnlyList<OverrideValue> found)
    {
        JsonElement[] items = [.. expected.EnumerateArray()];
        return items.Length != found.Count
            ? $"expected {items.Length} items, found {found.Count}"
            : items.Zip(found, Difference).FirstOrDefault(text => text is not null);
    }

    private static bool SameTags(JsonElement expected, SweepValue found) =>
        !expected.TryGetProperty("tags", out JsonElement tags) || tags.EnumerateArray().Select(tag => tag.GetString()).SequenceEqual(found.Tags);

    private static string Joined(JsonElement expected, string name) => string.Join('|', expected.GetProperty(name).EnumerateArray().Select(item => item.ToString()));
}
