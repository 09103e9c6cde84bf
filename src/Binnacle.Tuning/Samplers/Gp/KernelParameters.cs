namespace Binnacle.Tuning.Gp;

/// <summary>What a Matérn 5/2 kernel depends on.</summary>
/// <param name="InverseSquares">For each parameter one over the square of its length scale.</param>
/// <param name="Scale">The prior variance of the function.</param>
/// <param name="Noise">The variance of the observations around it.</param>
internal sealed record KernelParameters(double[] InverseSquares, double Scale, double Noise)
{
    public double[] Lengths => [.. InverseSquares.Select(inverse => 1 / Math.Sqrt(inverse))];

    public static KernelParameters Default(int dimensions) => new([.. Enumerable.Repeat(1.0, dimensions)], 1, 1);
}
