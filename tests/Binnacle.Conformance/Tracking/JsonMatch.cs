using System.Text.Json;
using System.Text.RegularExpressions;

namespace Binnacle.Conformance.Tracking;

/// <summary>Compares an answer with the expected one: names stand for values, lists of keys and values have no order.</summary>
internal sealed class JsonMatch(IReadOnlyDictionary<string, string> captured)
{
    private static readonly string[] OptionalFields = ["sqlstate", "error_class"];

    /// <summary>Null when equal; else the first difference.</summary>
    public string? Compare(JsonElement expected, JsonElement found, string place = "$") => expected.ValueKind switch
    {
        JsonValueKind.Object when expected.TryGetProperty("$repeat", out _) => Same(GoldenText.Expand(expected), found, place),
        JsonValueKind.Object => CompareObjects(expected, found, place),
        JsonValueKind.Array => CompareArrays(expected, found, place),
        JsonValueKind.String when expected.GetString() == "<<ts>>" => found.ValueKind == JsonValueKind.Number ? null : Differs(expected, found, place),
        JsonValueKind.String => found.ValueKind == JsonValueKind.String && IsMatch(expected.GetString()!, found.GetString()!) ? null : Differs(expected, found, place),
        JsonValueKind.Number => found.ValueKind == JsonValueKind.Number && SameNumber(expected, found) ? null : Differs(expected, found, place),
        _ => expected.ValueKind == found.ValueKind ? null : Differs(expected, found, place),
    };

    public bool IsMatch(string expected, string found)
    {
        string pattern = Regex.Replace(expected, @"<<(\w+)>>|[^<]+|<", part => part.Groups[1].Success ? Pattern(part.Groups[1].Value) : Regex.Escape(part.Value));
        // The number of an experiment depends on how many were made before.
        pattern = Regex.Replace(pattern, @"File\\ \d+/", @"File\ \d+/");
        return Regex.IsMatch(found, $@"\A(?:{pattern})\z", RegexOptions.Singleline);
    }

    private string Pattern(string name) => name switch
    {
        "hex32" => "[0-9a-f]{32}",
        "any_id" => @"\d+",
        "random_name" => @"[a-z]+-[a-z]+-\d{1,3}",
        "artifact_root" => ".+",
        _ => captured.TryGetValue(name, out string? value) ? Regex.Escape(value) : $"<<{name}>>",
    };

    private string? CompareObjects(JsonElement expected, JsonElement found, string place)
    {
        if (found.ValueKind != JsonValueKind.Object)
            return Differs(expected, found, place);
        foreach (JsonProperty field in expected.EnumerateObject())
        {
            if (!found.TryGetProperty(field.Name, out JsonElement value))
            {
                if (OptionalFields.Contains(field.Name))
                    continue;
                return $"{place}.{field.Name} is missing; expected {field.Value}";
            }

            if (!OptionalFields.Contains(field.Name) && Compare(field.Value, value, $"{place}.{field.Name}") is { } difference)
                return difference;
        }

        string? extra = found.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !expected.TryGetProperty(name, out _) && !OptionalFields.Contains(name));
        return extra is null ? null : $"{place}.{extra} is not expected: {found.GetProperty(extra)}";
    }

    private string? CompareArrays(JsonElement expected, JsonElement found, string place)
    {
        if (found.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != found.GetArrayLength())
            return Differs(expected, found, place);
        JsonElement[] left = Ordered(expected), right = Ordered(found);
        return left.Select((item, index) => Compare(item, right[index], $"{place}[{index}]")).FirstOrDefault(difference => difference is not null);
    }

    private static JsonElement[] Ordered(JsonElement list)
    {
        JsonElement[] items = [.. list.EnumerateArray()];
        return items.All(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("key", out _) && !item.TryGetProperty("run_id", out _))
            && items.Select(Key).Distinct().Count() == items.Length
            ? [.. items.OrderBy(Key, StringComparer.Ordinal)] : items;
    }

    private static string Key(JsonElement item) => GoldenText.Expand(item.GetProperty("key"));

    private static bool SameNumber(JsonElement expected, JsonElement found) =>
        expected.TryGetInt64(out long whole) && found.TryGetInt64(out long other) ? whole == other : GoldenText.Same(expected.GetDouble(), found.GetDouble());

    private static string? Same(string expected, JsonElement found, string place) =>
        found.ValueKind == JsonValueKind.String && found.GetString() == expected ? null : $"{place}: another text of {expected.Length} characters expected";

    private static string Differs(JsonElement expected, JsonElement found, string place) => $"{place}: expected {Cut(expected)}, found {Cut(found)}";

    private static string Cut(JsonElement value) => value.ToString() is { Length: > 300 } text ? text[..300] + "…" : value.ToString();
}
