namespace Binnacle.Tuning.Tpe;

/// <summary>What was computed for one parameter's kernels the last time.</summary>
/// <remarks>
/// From one suggestion to the next, a new observation changes the widths of its neighbours and no others; a kernel with the same
/// place and width has the same mass. Kernels are known by the number of their trial, the prior by what is before the first.
/// </remarks>
internal sealed class KernelMemory
{
    private (double Low, double High, bool IsLarge) _range;
    private Known[] _known = [];

    /// <summary>Fills in the logarithms of the kernels' masses and widths.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="a">Their lower ends in units of their widths.</param>
    /// <param name="b">Their upper ends in units of their widths.</param>
    /// <param name="mass">Takes the logarithms of their masses.</param>
    /// <param name="logWidths">Takes the logarithms of their widths.</param>
    public void Fill(NumericKernels kernels, double[] a, double[] b, Span<double> mass, Span<double> logWidths)
    {
        var range = (kernels.Low, kernels.High, TruncatedNormal.IsLarge(TruncatedNormal.CountCentral(a, b)));
        if (range != _range)
            _known = [];
        _range = range;

        ReadOnlySpan<int> trials = kernels.Trials;
        int last = trials.Length == 0 ? 0 : trials[^1] + 1;
        if (_known.Length <= last)
            Array.Resize(ref _known, Math.Max(last + 1, 2 * _known.Length));
        for (int k = 0; k < mass.Length; k++)
        {
            ref Known known = ref _known[k < trials.Length ? trials[k] + 1 : 0];
            if (known.Mean != kernels.Means[k] || known.Width != kernels.Widths[k])
            {
                known = new Known(
                    kernels.Means[k], kernels.Widths[k], TruncatedNormal.LogMass(a[k], b[k], range.Item3), Math.Log(kernels.Widths[k]));
            }

            mass[k] = known.Mass;
            logWidths[k] = known.LogWidth;
        }
    }

    // No kernel has the width 0 of the default.
    private readonly record struct Known(double Mean, double Width, double Mass, double LogWidth);
}
