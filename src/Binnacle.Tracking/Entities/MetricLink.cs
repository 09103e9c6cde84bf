namespace Binnacle.Tracking;

/// <summary>What a metric was measured on, beside its run (MLflow 3).</summary>
/// <param name="ModelId">The logged model; null when it was measured on none.</param>
/// <param name="DatasetName">Name of the data set; null when it was measured on none.</param>
/// <param name="DatasetDigest">Digest of the data set; null when it was measured on none.</param>
public sealed record MetricLink(string? ModelId, string? DatasetName = null, string? DatasetDigest = null);
