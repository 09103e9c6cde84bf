using System.ComponentModel.DataAnnotations;
using Binnacle.Configuration;

namespace Binnacle.AotJob;

/// <summary>A configuration with every kind of member that a record may have.</summary>
internal sealed record AotJobConfig
{
    public required string Name { get; init; }

    public Schedule Schedule { get; init; }

    public TimeSpan Timeout { get; init; }

    public required Optimizer Optimizer { get; init; }

    public IReadOnlyList<Layer> Layers { get; init; } = [];

    public IReadOnlyList<double> Thresholds { get; init; } = [];

    public int[] Sizes { get; init; } = [];

    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    public bool Tuned { get; init; }

    public IReadOnlyList<Schedule> Phases { get; init; } = [];

    /// <summary>Nothing makes the compiler keep an array of these.</summary>
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>Targets that the job instantiates.</summary>
    public required ListNode Decays { get; init; }

    public string? Message { get; init; }
}

internal enum Schedule
{
    Constant,
    Cosine,
}

internal sealed record Optimizer([property: Range(0.0, 1.0)] double Lr, string Kind, double Momentum = 0);

internal sealed record Layer
{
    public required int Width { get; init; }

    public string Activation { get; init; } = "relu";
}
