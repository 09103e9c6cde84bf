namespace Binnacle.Tuning;

/// <summary>Estimates how much better the best value may still become.</summary>
public interface IImprovementEvaluator
{
    /// <summary>The room for improvement, in the unit of the error it is compared with.</summary>
    /// <param name="trials">The study's trials, in any state.</param>
    /// <param name="direction">Which values are better.</param>
    double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction);
}
