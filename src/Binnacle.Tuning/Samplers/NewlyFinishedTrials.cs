namespace Binnacle.Tuning;

/// <summary>Finds the trials that have finished since the last look; finished trials never change, so each is read once.</summary>
internal sealed class NewlyFinishedTrials
{
    private readonly List<bool> _isRead = [];
    private int _firstOpen;

    /// <summary>The trials that are finished now and were not before, in the order of their numbers.</summary>
    public List<FrozenTrial> Read(IReadOnlyList<FrozenTrial> trials)
    {
        List<FrozenTrial> finished = [];
        while (_isRead.Count < trials.Count)
            _isRead.Add(false);
        for (int number = _firstOpen; number < trials.Count; number++)
        {
            if (_isRead[number] || !trials[number].State.IsFinished())
                continue;
            _isRead[number] = true;
            finished.Add(trials[number]);
        }

        while (_firstOpen < trials.Count && _isRead[_firstOpen])
            _firstOpen++;
        return finished;
    }
}
