namespace Binnacle.Tuning.Plots;

/// <summary>What a plot shows.</summary>
public sealed record PlotOptions
{
    /// <summary>Names of the parameters; null for all.</summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>Which objective, from 0; null for the only one.</summary>
    public int? Objective { get; init; }

    /// <summary>The worst values that count for a hypervolume, one for each objective; null for a tenth beyond the worst found.</summary>
    public IReadOnlyList<double>? ReferencePoint { get; init; }

    /// <summary>Assesses importances. Default: <see cref="FanovaImportanceEvaluator"/>.</summary>
    public IImportanceEvaluator Evaluator { get; init; } = new FanovaImportanceEvaluator();

    /// <summary>Studies to compare with, in a plot of the empirical distribution.</summary>
    public IReadOnlyList<Study> Others { get; init; } = [];

    /// <summary>Until when running trials are drawn. Default: now.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
