namespace Binnacle.Tuning.Tpe;

/// <summary>What a kernel's density needs besides its mean, kept from one suggestion to the next.</summary>
/// <param name="Width">The standard deviation for which the rest holds; 0 where nothing is known.</param>
/// <param name="LogMass">The logarithm of what lies between the ends of the range.</param>
/// <param name="LogWidth">The logarithm of the width.</param>
/// <param name="Height">The density at the mean, within a few units of the last place.</param>
internal readonly record struct KernelMass(double Width, double LogMass, double LogWidth, double Height)
{
    private static readonly double RootTwoPi = Math.Sqrt(2 * Math.PI);

    /// <param name="shape">Where the kernels live.</param>
    /// <param name="mean">The kernel's place.</param>
    /// <param name="width">Its standard deviation.</param>
    /// <param name="isLarge">Whether the kernels form a large batch, see <see cref="TruncatedNormal.IsLarge"/>.</param>
    public static KernelMass Of(KernelShape shape, double mean, double width, bool isLarge)
    {
        double logMass = TruncatedNormal.LogMass((shape.Low - mean) / width, (shape.High - mean) / width, isLarge);
        return new KernelMass(width, logMass, Math.Log(width), Math.Exp(-logMass) / (width * RootTwoPi));
    }
}
