namespace Binnacle.Tracking;

/// <summary>
/// MLflow 3 keeps prompts among registered models, under a tag. A search finds models only, unless its filter asks for prompts; that a model
/// lacks the tag must not hide it from <c>tag.`mlflow.prompt.is_prompt` != 'true'</c>, which MLflow's client adds to every filter.
/// </summary>
internal static class PromptFilter
{
    private static readonly FilterKey Mark = new(FilterEntity.Tag, "mlflow.prompt.is_prompt");
    private static readonly FilterNode NoPrompts = new OrNode([Compare(FilterOperator.IsNull), Compare(FilterOperator.NotEqual, "true")]);

    public static FilterNode Apply(FilterNode? filter)
    {
        IReadOnlyList<FilterNode> parts = filter switch
        {
            null => [],
            AndNode and => and.Parts,
            _ => [filter],
        };
        return parts.FirstOrDefault(IsOnMark) is ComparisonNode first && AsksForPrompts(first)
            ? filter!
            : new AndNode([.. parts.Where(part => !IsOnMark(part)), NoPrompts]);
    }

    private static bool IsOnMark(FilterNode node) => node is ComparisonNode comparison && comparison.Key == Mark;

    private static bool AsksForPrompts(ComparisonNode mark) => mark.Operator switch
    {
        FilterOperator.Equal => mark.Texts[0].Equals("true", StringComparison.OrdinalIgnoreCase),
        FilterOperator.NotEqual => mark.Texts[0].Equals("false", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static ComparisonNode Compare(FilterOperator comparison, params string[] texts) => new(Mark, comparison, [], texts);
}
