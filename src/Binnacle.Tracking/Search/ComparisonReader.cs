using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>Makes comparisons of fields, comparators and values, with MLflow's checks in MLflow's order.</summary>
internal sealed class ComparisonReader(FilterSchema schema, FilterDialect dialect)
{
    private readonly List<(FilterKey Key, string Comparator)> _comparators = [];

    /// <summary>MLflow reads all values before it looks at any comparator; so does this.</summary>
    /// <param name="placeOf">Where each comparison stands, in the order in which they were read; null when that is not known.</param>
    public void CheckComparators(Func<int, Range>? placeOf = null)
    {
        for (int i = 0; i < _comparators.Count; i++)
        {
            try
            {
                schema.CheckComparator(_comparators[i].Key, _comparators[i].Comparator, dialect);
            }
            catch (TrackingException refused) when (placeOf is not null)
            {
                throw refused.At(placeOf(i));
            }
        }
    }

    public FilterNode Null(string identifier, bool isNull)
    {
        FilterKey key = schema.KeyOf(identifier);
        if (dialect == FilterDialect.MLflow && !schema.AllowsNullTest(key))
            throw schema.NullTest(key, key.Name);
        return new ComparisonNode(key, isNull ? FilterOperator.IsNull : FilterOperator.IsNotNull, [], []);
    }

    public FilterNode Between(string identifier, FilterPiece low, FilterPiece high)
    {
        FilterKey key = schema.KeyOf(identifier);
        return schema.IsNumeric(key)
            ? new ComparisonNode(key, FilterOperator.Between, [NumberOf(key, low), NumberOf(key, high)], [])
            : new ComparisonNode(key, FilterOperator.Between, [], [TextOf(key, low), TextOf(key, high)]);
    }

    /// <param name="identifier">The field.</param>
    /// <param name="comparator">As it was written.</param>
    /// <param name="value">A number, a quoted text or a list.</param>
    public FilterNode Compare(string identifier, string comparator, FilterPiece value)
    {
        FilterKey key = schema.KeyOf(identifier);
        bool list = value.Kind == FilterPieceKind.Parenthesis && AllowsList(key);
        bool numeric = schema.IsNumeric(key);
        double[] numbers = !numeric ? [] : list ? [.. NumbersOf(key, value)] : [NumberOf(key, value)];
        string[] texts = numeric ? [] : list ? [.. TextsOf(value).Where(IsSearched)] : [TextOf(key, value)];
        _comparators.Add((key, comparator));
        bool negated = comparator.StartsWith("NOT", StringComparison.OrdinalIgnoreCase) && comparator.EndsWith("LIKE", StringComparison.OrdinalIgnoreCase);
        if (negated && dialect == FilterDialect.Extended)
        {
            _comparators[^1] = (key, comparator[3..].TrimStart());
            return new NotNode(new ComparisonNode(key, OperatorOf(comparator[3..].TrimStart(), list), numbers, texts));
        }

        return new ComparisonNode(key, OperatorOf(comparator, list), numbers, texts);
    }

    private static FilterOperator OperatorOf(string comparator, bool list) => comparator.ToUpperInvariant() switch
    {
        "NOT IN" => FilterOperator.NotIn,
        "!=" when list => FilterOperator.NotIn,
        _ when list => FilterOperator.In,
        "!=" => FilterOperator.NotEqual,
        ">" => FilterOperator.Greater,
        ">=" => FilterOperator.GreaterOrEqual,
        "<" => FilterOperator.Less,
        "<=" => FilterOperator.LessOrEqual,
        "LIKE" => FilterOperator.Like,
        "ILIKE" => FilterOperator.CaseInsensitiveLike,
        _ => FilterOperator.Equal,
    };

    /// <summary>Lists are MLflow's for the run id and data sets only.</summary>
    private bool AllowsList(FilterKey key)
    {
        if (dialect == FilterDialect.Extended || key.Entity == FilterEntity.Dataset || key is { Entity: FilterEntity.Attribute, Name: "run_id" })
            return true;
        if (key.Entity == FilterEntity.Attribute && !schema.IsNumeric(key))
            throw TrackingException.Invalid("Only the 'run_id' attribute supports comparison with a list of quoted string values.");
        return false;
    }

    private static double NumberOf(FilterKey key, FilterPiece value)
    {
        if (value.Kind != FilterPieceKind.Number || !double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            string what = key.Entity == FilterEntity.Metric ? "metric" : $"numeric attribute: {key.Name}";
            throw TrackingException.Invalid($"Expected numeric value type for {what}. Found {value.Text}");
        }

        return number;
    }

    private static string TextOf(FilterKey key, FilterPiece value)
    {
        if (value.Kind is not (FilterPieceKind.String or FilterPieceKind.Identifier))
        {
            throw TrackingException.Invalid(key.Entity switch
            {
                FilterEntity.Parameter => $"Expected a quoted string value for parameter (e.g. 'my-value'). Got value {value.Text}",
                FilterEntity.Tag => $"Expected a quoted string value for tag (e.g. 'my-value'). Got value {value.Text}",
                FilterEntity.Dataset => $"Expected a quoted string value for dataset attributes. Got value {value.Text}",
                _ => $"Expected a quoted string value for attributes. Got value {value.Text}",
            });
        }

        if (value.Text is not (['\'', .., '\''] or ['"', .., '"']))
        {
            throw TrackingException.Invalid("Parameter value is either not quoted or unidentified quote types used for string value "
                + $"{value.Text}. Use either single or double quotes.");
        }

        return value.Text[1..^1];
    }

    private static IEnumerable<double> NumbersOf(FilterKey key, FilterPiece list) =>
        ItemsOf(list).Select(item => NumberOf(key, new FilterPiece(item.Kind == FilterTokenKind.Number ? FilterPieceKind.Number : FilterPieceKind.Other, item.Text, [item])));

    private static IEnumerable<string> TextsOf(FilterPiece list)
    {
        List<FilterToken> items = ItemsOf(list);
        if (items.Find(item => item.Kind is not (FilterTokenKind.String or FilterTokenKind.Symbol)) is { Text: not null } other)
        {
            string tuple = items.Count == 1 ? $"({other.Text},)" : $"({string.Join(", ", items.Select(item => item.Text))})";
            throw TrackingException.Invalid(
                $"While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: {tuple}");
        }

        return items.Select(item => item.Text[1..^1]);
    }

    /// <summary>MLflow drops texts that are not in lower-case letters from every list, with run ids in mind.</summary>
    private bool IsSearched(string text) =>
        dialect == FilterDialect.Extended || (text.Any(char.IsLower) && !text.Any(char.IsUpper));

    private static List<FilterToken> ItemsOf(FilterPiece list)
    {
        List<FilterToken> items = [.. list.Tokens.Skip(1).SkipLast(1).Where(token => !token.IsPunctuation(','))];
        return items.Count > 0 ? items : throw TrackingException.Invalid(
            "While parsing a list in the query, expected a non-empty list of string values, but got empty list");
    }
}
