namespace Binnacle.Tracking.Sql;

/// <summary>Limits that MLflow's databases have and its file store has not.</summary>
internal static class SqlRules
{
    private const int MaxTagValue = 8000;
    private const int MaxExperimentTagValue = 5000;

    public static void CheckExperimentTag(Tag tag)
    {
        NameRules.CheckTag(tag.Key);
        NameRules.CheckLength("key", tag.Key, NameRules.MaxKeyLength);
        NameRules.CheckLength("value", tag.Value, MaxExperimentTagValue);
    }

    /// <summary>The tag of a run as it is stored: a long value is cut, as MLflow does unless told not to.</summary>
    public static Tag CheckTag(Tag tag, string parameter = "key")
    {
        NameRules.CheckTag(tag.Key, parameter);
        NameRules.CheckLength(parameter, tag.Key, NameRules.MaxKeyLength);
        return tag.Value.Length > MaxTagValue ? tag with { Value = NameRules.Shorten(ValueOf(parameter), tag.Value, MaxTagValue) } : tag;
    }

    private static string ValueOf(string keyParameter) => keyParameter[..^"key".Length] + "value";
}
