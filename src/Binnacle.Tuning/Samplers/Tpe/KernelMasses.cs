using System.Runtime.CompilerServices;

namespace Binnacle.Tuning.Tpe;

/// <summary>The masses of kernels, kept from one suggestion to the next by the places of their means in ascending order.</summary>
/// <remarks>A new value moves those above it up by one place, and changes the widths of its neighbours only.</remarks>
internal sealed class KernelMasses
{
    // Above, it is cheaper to compute everything anew.
    private const int MostShifted = 32;

    private KernelShape _shape;
    private bool _isLarge;
    private KernelMass[] _known = [];
    private KernelMass _prior;
    private int _count;

    /// <summary>Takes in the values that are new in the column; forgets everything when the range or the kind of the batch is another.</summary>
    public void Update(ParameterColumn column, KernelShape shape, bool isLarge)
    {
        ReadOnlySpan<int> insertedAt = column.InsertedAt;
        if ((shape.Low, shape.High, shape.IsLog, isLarge) != (_shape.Low, _shape.High, _shape.IsLog, _isLarge) || insertedAt.Length - _count > MostShifted)
            Forget(insertedAt.Length);
        (_shape, _isLarge) = (shape, isLarge);
        if (insertedAt.Length > _known.Length)
            Array.Resize(ref _known, 2 * insertedAt.Length);
        for (; _count < insertedAt.Length; _count++)
        {
            int place = insertedAt[_count];
            _known.AsSpan(place, _count - place).CopyTo(_known.AsSpan(place + 1));
            _known[place] = default;
        }
    }

    /// <summary>The mass of the kernel whose mean has this place in the column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly KernelMass Of(int place, double mean, double width) => ref Of(ref _known[place], mean, width);

    /// <summary>The mass of the prior's kernel.</summary>
    public ref readonly KernelMass OfPrior(double mean, double width) => ref Of(ref _prior, mean, width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly KernelMass Of(ref KernelMass known, double mean, double width)
    {
        if (known.Width != width)
            Set(ref known, mean, width);
        return ref known;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Set(ref KernelMass known, double mean, double width) => known = KernelMass.Of(_shape, mean, width, _isLarge);

    private void Forget(int count)
    {
        _known.AsSpan().Clear();
        _prior = default;
        _count = count;
    }
}
