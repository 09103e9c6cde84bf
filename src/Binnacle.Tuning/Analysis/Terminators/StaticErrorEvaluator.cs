namespace Binnacle.Tuning;

/// <summary>An error that is always the same.</summary>
/// <param name="error">The error.</param>
public sealed class StaticErrorEvaluator(double error) : IErrorEvaluator
{
    /// <inheritdoc/>
    public double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction) => error;
}
