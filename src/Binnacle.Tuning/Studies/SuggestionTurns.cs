namespace Binnacle.Tuning;

/// <summary>Lets trials that run at the same time suggest parameters in turns, so that the order does not depend on their timing.</summary>
/// <remarks>The first suggestion of each trial in order, then the second of each, and so on. Trials that have ended are passed over.</remarks>
/// <param name="trials">How many trials take turns.</param>
internal sealed class SuggestionTurns(int trials)
{
    private readonly object _gate = new();
    private readonly long[] _taken = new long[trials];

    /// <summary>Waits for the turn of the trial at <paramref name="place"/>, and uses it.</summary>
    public T Take<T>(int place, Func<T> suggest)
    {
        lock (_gate)
        {
            while (!IsTurnOf(place))
                Monitor.Wait(_gate);
            try
            {
                return suggest();
            }
            finally
            {
                _taken[place]++;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The trial at <paramref name="place"/> takes no turn any more.</summary>
    public void Leave(int place)
    {
        lock (_gate)
        {
            _taken[place] = long.MaxValue / 2;
            Monitor.PulseAll(_gate);
        }
    }

    private bool IsTurnOf(int place)
    {
        for (int other = 0; other < _taken.Length; other++)
        {
            if (other < place ? _taken[other] <= _taken[place] : _taken[other] < _taken[place])
                return false;
        }

        return true;
    }
}
