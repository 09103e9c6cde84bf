namespace Binnacle.Tracking;

/// <summary>Which of a run's values to read; a table over many runs asks for no more than it shows.</summary>
/// <remarks>Data sets and models are not read. A name that a run does not have is no error.</remarks>
public sealed record RunParts
{
    /// <summary>Names of parameters. Default: none.</summary>
    public IReadOnlyCollection<string> Params { get; init; } = [];

    /// <summary>Names of metrics. Default: none.</summary>
    public IReadOnlyCollection<string> Metrics { get; init; } = [];

    /// <summary>Names of tags. Default: none.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];
}
