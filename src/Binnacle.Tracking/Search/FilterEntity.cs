namespace Binnacle.Tracking;

/// <summary>What a key of a filter belongs to.</summary>
internal enum FilterEntity
{
    Metric,
    Parameter,
    Tag,
    Attribute,
    Dataset,
}
