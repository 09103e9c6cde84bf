using System.Runtime.InteropServices;

namespace Binnacle.Tuning.Tpe;

/// <summary>One parameter's internal values in all finished trials.</summary>
internal sealed class ParameterColumn
{
    private readonly List<double> _values = [];
    private readonly List<double> _sorted = [];
    private readonly List<int> _ascending = [];

    /// <summary>The values by the trials' numbers; NaN where a trial lacks the parameter. May end before the last trial.</summary>
    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>The numbers of the trials that have the parameter, their values ascending; of equal values any order.</summary>
    public ReadOnlySpan<int> Ascending => CollectionsMarshal.AsSpan(_ascending);

    public void Add(int number, double value)
    {
        while (_values.Count <= number)
            _values.Add(double.NaN);
        _values[number] = value;
        int place = _sorted.BinarySearch(value);
        place = place < 0 ? ~place : place;
        _sorted.Insert(place, value);
        _ascending.Insert(place, number);
    }
}
