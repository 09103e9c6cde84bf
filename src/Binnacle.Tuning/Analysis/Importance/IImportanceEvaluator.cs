namespace Binnacle.Tuning;

/// <summary>A method that assesses how much parameters matter.</summary>
public interface IImportanceEvaluator
{
    /// <summary>The importance of each parameter of the sample, in order; from 0, not normalised.</summary>
    /// <exception cref="TuningException">The trials do not allow an assessment.</exception>
    IReadOnlyList<double> Evaluate(ImportanceSample sample);
}
