namespace Binnacle.Tracking;

/// <summary>A field of a run or experiment, for example the metric <c>loss</c>.</summary>
/// <param name="Entity">What it belongs to.</param>
/// <param name="Name">Its name; for an attribute, its one official name.</param>
internal sealed record FilterKey(FilterEntity Entity, string Name)
{
    /// <summary>The data set on which a metric must have been measured; null for any.</summary>
    public ModelDataset? Dataset { get; init; }
}
