namespace Binnacle.Tracking;

/// <summary>Compares a field with one value, the values of a list, or the two ends of a range.</summary>
/// <param name="Key">The field.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Numbers">The values, when the field is numeric.</param>
/// <param name="Texts">The values, when it is text.</param>
internal sealed record ComparisonNode(FilterKey Key, FilterOperator Operator, IReadOnlyList<double> Numbers, IReadOnlyList<string> Texts) : FilterNode
{
    public override bool? Test(Func<FilterKey, FieldValue> field)
    {
        FieldValue value = field(Key);
        if (Operator is FilterOperator.IsNull or FilterOperator.IsNotNull)
            return value.IsMissing == (Operator == FilterOperator.IsNull);
        if (value.IsMissing)
            return null;
        if (value.Texts is { } texts)
            return texts.Any(TestText);
        return value.Number is { } number ? TestNumber(number) : TestText(value.Text!);
    }

    private bool TestNumber(double value) => Operator switch
    {
        FilterOperator.Equal => value == Numbers[0],
        FilterOperator.NotEqual => value != Numbers[0],
        FilterOperator.Greater => value > Numbers[0],
        FilterOperator.GreaterOrEqual => value >= Numbers[0],
        FilterOperator.Less => value < Numbers[0],
        FilterOperator.LessOrEqual => value <= Numbers[0],
        FilterOperator.Between => value >= Numbers[0] && value <= Numbers[1],
        FilterOperator.In => Numbers.Any(number => number == value),
        _ => Numbers.All(number => number != value),
    };

    private bool TestText(string value) => Operator switch
    {
        FilterOperator.Equal => value == Texts[0],
        FilterOperator.NotEqual => value != Texts[0],
        FilterOperator.Like => LikePattern.IsMatch(value, Texts[0], ignoreCase: false),
        FilterOperator.CaseInsensitiveLike => LikePattern.IsMatch(value, Texts[0], ignoreCase: true),
        FilterOperator.Between => CodePointOrder.Instance.Compare(value, Texts[0]) >= 0 && CodePointOrder.Instance.Compare(value, Texts[1]) <= 0,
        FilterOperator.In => Texts.Contains(value, StringComparer.Ordinal),
        _ => !Texts.Contains(value, StringComparer.Ordinal),
    };
}
