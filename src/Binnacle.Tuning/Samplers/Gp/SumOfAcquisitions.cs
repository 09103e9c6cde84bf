namespace Binnacle.Tuning.Gp;

/// <summary>Several acquisitions that are wanted together; as logarithms of probabilities they add up.</summary>
internal sealed class SumOfAcquisitions(IReadOnlyList<Acquisition> parts) : Acquisition
{
    public override double At(double[] point, double[] gradient) => parts.Sum(part => part.At(point, gradient));
}
