namespace Binnacle.Server.Api;

/// <summary>Which points of a metric a chart asks for.</summary>
/// <param name="RunIds">The runs.</param>
/// <param name="Key">The metric.</param>
/// <param name="StartStep">First step, given together with the last.</param>
/// <param name="EndStep">Last step.</param>
/// <param name="MaxResults">How many steps to sample.</param>
internal sealed record MetricInterval(IReadOnlyList<string> RunIds, string Key, long? StartStep, long? EndStep, long? MaxResults);
