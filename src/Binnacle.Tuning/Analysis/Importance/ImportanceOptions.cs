namespace Binnacle.Tuning;

/// <summary>What <see cref="Study.GetParameterImportances"/> assesses, and how.</summary>
public sealed record ImportanceOptions
{
    /// <summary>The method. Default: <see cref="FanovaImportanceEvaluator"/>.</summary>
    public IImportanceEvaluator Evaluator { get; init; } = new FanovaImportanceEvaluator();

    /// <summary>
    /// Names of the parameters; null for those that every complete trial has with the same distribution, which leaves conditional
    /// ones out. With names, the complete trials that have all of them are looked at.
    /// </summary>
    public IReadOnlyList<string>? Parameters { get; init; }

    /// <summary>Which objective, from 0. Default: 0, the only one; a study with several needs it or <see cref="Target"/>.</summary>
    public int? Objective { get; init; }

    /// <summary>What is explained instead of an objective, e.g. the duration; smaller is better. Null for the objective.</summary>
    public Func<FrozenTrial, double>? Target { get; init; }

    /// <summary>Scale the importances so that they add up to 1. Default: true.</summary>
    public bool Normalize { get; init; } = true;
}
