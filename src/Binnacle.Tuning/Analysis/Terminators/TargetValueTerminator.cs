namespace Binnacle.Tuning;

/// <summary>Ends a study when its best value is good enough.</summary>
public sealed class TargetValueTerminator : ITerminator
{
    private readonly double _target;

    /// <param name="target">The value to reach, in the study's direction.</param>
    /// <exception cref="ArgumentException">It is NaN.</exception>
    public TargetValueTerminator(double target) =>
        _target = double.IsNaN(target) ? throw new ArgumentException("The target value is NaN.", nameof(target)) : target;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public bool ShouldTerminate(Study study) => study.TryGetBestTrial(out FrozenTrial? best)
        && (study.Direction == StudyDirection.Maximize ? best.Value >= _target : best.Value <= _target);
}
