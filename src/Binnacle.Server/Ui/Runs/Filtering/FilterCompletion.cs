using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs.Filtering;

/// <summary>Completes a filter while it is typed: fields, then operators, then values, then AND and OR.</summary>
/// <param name="columns">What can be searched for.</param>
/// <param name="valuesOf">Some values of a parameter or tag.</param>
internal sealed class FilterCompletion(IReadOnlyList<RunColumn> columns, Func<RunColumn, IEnumerable<string>> valuesOf)
{
    private const int Most = 12;
    private static readonly string[] NumberOperators = [">", ">=", "<", "<=", "=", "!=", "BETWEEN"];
    private static readonly string[] TextOperators = ["=", "!=", "LIKE", "ILIKE", "IN", "NOT IN", "IS NULL", "IS NOT NULL"];

    private static readonly (string Field, string Hint)[] Attributes =
    [
        ("attributes.status", "status"), ("attributes.run_name", "name"), ("attributes.start_time", "start, ms since 1970"),
        ("attributes.end_time", "end, ms since 1970"), ("attributes.user_id", "user"), ("attributes.run_id", "id"), ("datasets.name", "data set"),
    ];

    /// <param name="text">The filter as far as it is written.</param>
    /// <param name="caret">Where the caret stands.</param>
    public FilterSuggestions At(string text, int caret)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        List<(int Start, int End)> words = FilterWords.Cut(text[..caret]);
        bool inWord = words.Count > 0 && words[^1].End == caret && text[caret - 1] is not (' ' or '(' or ')' or ',');
        int start = inWord ? words[^1].Start : caret;
        string typed = text[start..caret];
        string[] before = [.. words.Take(words.Count - (inWord ? 1 : 0)).Select(word => text[word.Start..word.End])];
        return new FilterSuggestions(start, caret, [.. Expected(before)
            .Where(item => Bare(item.Text).Contains(Bare(typed), StringComparison.OrdinalIgnoreCase) && item.Text.TrimEnd() != typed)
            .OrderBy(item => !Bare(item.Text).StartsWith(Bare(typed), StringComparison.OrdinalIgnoreCase)).Take(Most)]);
    }

    // Quotes are often left out at first.
    private static string Bare(string text) => new([.. text.Where(c => c is not ('`' or '\'' or '"'))]);

    private IEnumerable<FilterSuggestion> Expected(string[] before)
    {
        string last = before.Length > 0 ? before[^1].ToUpperInvariant() : "";
        string? field = before.LastOrDefault(word => word.Contains('.') && FieldOf(word) is not null && word[0] is not ('\'' or '"'));
        if (last is "" or "AND" or "OR" or "NOT" || (last == "(" && before is [.., var word2, _] && !IsWord(word2, "IN")) || before is ["("])
            return Fields();
        if (field is not null && before[^1] == field)
            return Operators(field);
        if (field is not null && (IsComparator(last) || last is "(" or ","))
            return Values(field);
        return last is "IS" ? [new("NULL ", "has no such value"), new("NOT NULL ", "has one")] : [new("AND ", "both"), new("OR ", "either"), new(") ", "ends a group")];
    }

    private IEnumerable<FilterSuggestion> Fields() => Attributes.Select(item => new FilterSuggestion(item.Field + " ", item.Hint))
        .Concat(columns.Where(column => column is { Group: not ColumnGroup.Run, Value: MetricValue.Latest })
            .Select(column => new FilterSuggestion($"{column.Id[..column.Id.IndexOf('.', StringComparison.Ordinal)]}.{Quote(column.Key)} ", HintOf(column.Group))))
        .Append(new FilterSuggestion("NOT ", "the contrary"));

    private static IEnumerable<FilterSuggestion> Operators(string field) =>
        (IsNumber(field) ? NumberOperators : TextOperators).Select(sign => new FilterSuggestion(sign + " ", sign switch
        {
            "LIKE" => "% stands for anything",
            "ILIKE" => "the same, ignoring case",
            "IN" or "NOT IN" => "a list in parentheses",
            "BETWEEN" => "two numbers with AND",
            _ => "",
        }));

    private IEnumerable<FilterSuggestion> Values(string field)
    {
        if (field.EndsWith(".status", StringComparison.Ordinal))
            return Enum.GetValues<RunStatus>().Select(status => new FilterSuggestion($"'{status.ToName()}' ", ""));
        return FieldOf(field) is { Group: ColumnGroup.Params or ColumnGroup.Tags } column
            ? valuesOf(column).Distinct().Order(StringComparer.OrdinalIgnoreCase).Where(value => !value.Contains('\'') && value.Length < 80).Select(value => new FilterSuggestion($"'{value}' ", "in view"))
            : [];
    }

    private static RunColumn? FieldOf(string word)
    {
        int dot = word.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0)
            return null;
        string key = word[(dot + 1)..].Trim('`', '"');
        return word[..dot] switch
        {
            "params" or "param" or "parameter" or "parameters" => RunColumn.Of(ColumnGroup.Params, key),
            "metrics" or "metric" => RunColumn.Of(ColumnGroup.Metrics, key),
            "tags" or "tag" => RunColumn.Of(ColumnGroup.Tags, key),
            "attributes" or "attribute" or "attr" or "run" or "datasets" or "dataset" => RunColumn.Of(ColumnGroup.Run, key),
            _ => null,
        };
    }

    private static bool IsNumber(string field) => FieldOf(field) is { } column
        && (column.Group == ColumnGroup.Metrics || (column.Group == ColumnGroup.Run && column.Key.EndsWith("_time", StringComparison.Ordinal)));

    private static bool IsComparator(string word) => word is "=" or "!=" or "<" or "<=" or ">" or ">=" or "LIKE" or "ILIKE" or "IN" or "BETWEEN";

    private static bool IsWord(string word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private static string HintOf(ColumnGroup group) => group switch { ColumnGroup.Params => "parameter", ColumnGroup.Metrics => "metric", _ => "tag" };

    private static string Quote(string key) =>
        key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') && !char.IsAsciiDigit(key[0]) ? key : $"`{key}`";
}
