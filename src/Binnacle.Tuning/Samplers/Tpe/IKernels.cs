namespace Binnacle.Tuning.Tpe;

/// <summary>One parameter of a Parzen estimator: a kernel for each observation, and the prior's as the last.</summary>
internal interface IKernels
{
    /// <summary>Adds the logarithm of every kernel's probability of every candidate to <paramref name="logs"/> (candidates in rows).</summary>
    void AddLogPdf(ReadOnlySpan<double> candidates, Span<double> logs);
}
