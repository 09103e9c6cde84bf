using System.Runtime.InteropServices;

namespace Binnacle.Tuning.Tpe;

/// <summary>One parameter's internal values in all finished trials.</summary>
internal sealed class ParameterColumn
{
    private readonly List<double> _values = [];
    private readonly List<double> _sorted = [];
    private readonly List<int> _ascending = [];
    private readonly List<int> _insertedAt = [];
    private List<double>? _sortedLogs;

    /// <summary>The values by the trials' numbers; NaN where a trial lacks the parameter. May end before the last trial.</summary>
    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>A trial's value; NaN when it lacks the parameter.</summary>
    public double Of(int number) => number < _values.Count ? _values[number] : double.NaN;

    /// <summary>The numbers of the trials that have the parameter, their values ascending; of equal values any order.</summary>
    public ReadOnlySpan<int> Ascending => CollectionsMarshal.AsSpan(_ascending);

    /// <summary>The values, or their logarithms, of those trials.</summary>
    public ReadOnlySpan<double> Sorted(bool isLog) => CollectionsMarshal.AsSpan(isLog ? _sortedLogs ??= _sorted.ConvertAll(value => Math.Log(value)) : _sorted);

    /// <summary>For each value, as they came, where in the ascending order it was inserted.</summary>
    public ReadOnlySpan<int> InsertedAt => CollectionsMarshal.AsSpan(_insertedAt);

    public void Add(int number, double value)
    {
        while (_values.Count <= number)
            _values.Add(double.NaN);
        _values[number] = value;
        int place = _sorted.BinarySearch(value);
        place = place < 0 ? ~place : place;
        _sorted.Insert(place, value);
        _sortedLogs?.Insert(place, Math.Log(value));
        _ascending.Insert(place, number);
        _insertedAt.Add(place);
    }
}
