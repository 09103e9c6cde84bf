namespace Binnacle.Tuning.Tpe;

/// <summary>A trial in a <see cref="SortedRanking"/>.</summary>
/// <param name="First">What decides.</param>
/// <param name="Second">What decides where the first is equal.</param>
/// <param name="Number">The trial's number, which decides in the end.</param>
internal sealed record RankedTrial(double First, double Second, int Number) : IComparable<RankedTrial>
{
    public int CompareTo(RankedTrial? other)
    {
        if (other is null)
            return 1;
        int order = First.CompareTo(other.First);
        order = order != 0 ? order : Second.CompareTo(other.Second);
        return order != 0 ? order : Number.CompareTo(other.Number);
    }
}
