namespace Binnacle.Tuning.Tpe;

/// <summary>Trials from the best to the worst; equal ones cannot occur, since the number decides in the end.</summary>
internal sealed class SortedRanking
{
    private readonly List<RankedTrial> _trials = [];

    /// <summary>All trials' numbers, ascending.</summary>
    public int[] Numbers => [.. _trials.Select(trial => trial.Number).Order()];

    public void Add(RankedTrial trial) => _trials.Insert(~_trials.BinarySearch(trial), trial);

    /// <summary>Adds the numbers of the best to a list, until that has <paramref name="count"/>.</summary>
    public void Fill(List<int> numbers, int count)
    {
        for (int i = 0; i < _trials.Count && numbers.Count < count; i++)
            numbers.Add(_trials[i].Number);
    }
}
