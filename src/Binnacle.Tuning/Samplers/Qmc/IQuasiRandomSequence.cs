namespace Binnacle.Tuning.Qmc;

/// <summary>A sequence of points that fill the unit cube evenly.</summary>
internal interface IQuasiRandomSequence
{
    /// <summary>The point of an index from 0, each coordinate in [0, 1).</summary>
    double[] Point(long index);
}
