namespace Binnacle.Tuning;

/// <summary>Estimates how exactly an objective's value is known.</summary>
public interface IErrorEvaluator
{
    /// <summary>The error; an improvement below it is not worth a trial.</summary>
    /// <param name="trials">The study's trials, in any state.</param>
    /// <param name="direction">Which values are better.</param>
    double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction);
}
