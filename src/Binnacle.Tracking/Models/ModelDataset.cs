namespace Binnacle.Tracking;

/// <summary>A dataset that metrics of logged models were measured on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its digest; null for every version of it.</param>
public sealed record ModelDataset(string Name, string? Digest = null)
{
    internal bool Holds(MetricLink? link) => link?.DatasetName == Name && (Digest is null || link.DatasetDigest == Digest);
}
