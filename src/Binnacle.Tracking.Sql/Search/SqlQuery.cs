using System.Globalization;
using System.Text;

namespace Binnacle.Tracking.Sql;

/// <summary>Builds a SELECT from a filter and an order: a join for each metric, parameter or tag that they name, and parameters for all values.</summary>
/// <remarks>SQL's unknown (null) is the filter's: a comparison with a missing field matches neither plain nor negated.</remarks>
internal abstract class SqlQuery(SqlDialect dialect)
{
    private readonly List<object?> _values = [];
    private readonly Dictionary<FilterKey, string> _joined = [];
    private readonly StringBuilder _joins = new();

    protected SqlDialect Dialect { get; } = dialect;

    /// <summary>The values of the parameters, in order.</summary>
    public object?[] Values => [.. _values];

    /// <summary>The joins that the conditions and orders so far need.</summary>
    public string Joins => _joins.ToString();

    /// <summary>A parameter for a value.</summary>
    public string Parameter(object? value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@p{_values.Count - 1}");
    }

    /// <summary>A condition in SQL.</summary>
    public string Condition(FilterNode node) => node switch
    {
        AndNode { Parts.Count: 0 } => "TRUE",
        AndNode and => $"({string.Join(" AND ", and.Parts.Select(Condition))})",
        OrNode or => $"({string.Join(" OR ", or.Parts.Select(Condition))})",
        NotNode not => $"(NOT {Condition(not.Part)})",
        ComparisonNode comparison => Comparison(comparison),
        _ => throw new NotSupportedException($"There is no SQL for {node.GetType().Name}."),
    };

    /// <summary>Terms to order by: values in their direction, then NaN, then what is missing.</summary>
    public IEnumerable<string> Order(OrderClause clause)
    {
        string column = Column(clause.Key), direction = clause.Descending ? " DESC" : "";
        return clause.Key.Entity == FilterEntity.Metric
            ? [$"{column[..column.IndexOf('.')]}.is_nan NULLS LAST", column + direction]
            : [(IsNumber(clause.Key) ? column : Dialect.Ordered(column)) + direction + " NULLS LAST"];
    }

    /// <summary>The column of an attribute.</summary>
    protected abstract string Attribute(string name);

    /// <summary>The table that holds metrics, parameters or tags, and the condition that joins it under an alias.</summary>
    protected abstract (string Table, string On) TableOf(FilterKey key, string alias);

    /// <summary>Whether a field is compared as a number.</summary>
    protected abstract bool IsNumber(FilterKey key);

    /// <summary>A comparison of a field that may have several values; those of other fields are made here.</summary>
    protected virtual string Several(ComparisonNode comparison) => throw new NotSupportedException($"There is no SQL for '{comparison.Key.Name}'.");

    /// <summary>The expression for a field.</summary>
    protected string Column(FilterKey key) => key.Entity == FilterEntity.Attribute ? Attribute(key.Name) : Joined(key) + ".value";

    protected string Joined(FilterKey key)
    {
        if (_joined.TryGetValue(key, out string? known))
            return known;
        (string alias, string table, string on) = Join(key);
        _joins.Append(CultureInfo.InvariantCulture, $" LEFT JOIN {table} ON {on}");
        return alias;
    }

    /// <summary>Names the table of a field that is joined now, and the condition that joins it.</summary>
    protected (string Alias, string Table, string On) Join(FilterKey key)
    {
        string alias = string.Create(CultureInfo.InvariantCulture, $"j{_joined.Count}");
        (string table, string on) = TableOf(key, alias);
        _joined.Add(key, alias);
        return (alias, $"{table} {alias}{Dialect.IndexOf(table)}", $"{on} AND {alias}.\"key\" = {Parameter(key.Name)}");
    }

    /// <summary>A comparison of an expression with the values of a node.</summary>
    protected string Compare(string column, ComparisonNode node) => node.Operator switch
    {
        FilterOperator.IsNull => $"({column} IS NULL)",
        FilterOperator.IsNotNull => $"({column} IS NOT NULL)",
        FilterOperator.Like or FilterOperator.CaseInsensitiveLike => Like(column, node),
        FilterOperator.In => In(column, node),
        FilterOperator.NotIn => $"(NOT {In(column, node)})",
        FilterOperator.Between => $"({Comparable(column, node)} BETWEEN {Value(node, 0)} AND {Value(node, 1)})",
        _ => $"({column} {Sign(node.Operator)} {Value(node, 0)})",
    };

    private string Comparison(ComparisonNode node) =>
        node.Key.Entity == FilterEntity.Dataset ? Several(node) : Compare(Column(node.Key), node);

    private string Like(string column, ComparisonNode node)
    {
        const int LongestPattern = 50_000;
        if (node.Texts[0].Length > LongestPattern)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"The pattern for '{node.Key.Name}' is longer than {LongestPattern} characters.");
        return "(" + Dialect.Like(column, Parameter(node.Texts[0]), node.Operator == FilterOperator.CaseInsensitiveLike) + ")";
    }

    private string In(string column, ComparisonNode node)
    {
        if (IsNumber(node.Key))
            return node.Numbers.Count == 0 ? Nothing(column) : $"({column} IN ({string.Join(", ", node.Numbers.Select(number => Parameter(number)))}))";
        if (node.Texts.Count == 0)
            return Nothing(column);
        Parameter(Dialect.Texts([.. node.Texts]));
        return $"({Dialect.InTexts(column, _values.Count - 1)})";
    }

    private static string Nothing(string column) => $"(CASE WHEN {column} IS NOT NULL THEN FALSE END)";

    private string Comparable(string column, ComparisonNode node) => IsNumber(node.Key) ? column : Dialect.Ordered(column);

    private string Value(ComparisonNode node, int index) => IsNumber(node.Key) ? Parameter(node.Numbers[index]) : Parameter(node.Texts[index]);

    private static string Sign(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "<>",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Less => "<",
        _ => "<=",
    };
}
