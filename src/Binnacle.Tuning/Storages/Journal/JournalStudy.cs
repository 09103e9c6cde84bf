namespace Binnacle.Tuning;

/// <summary>One study of a journal with its trials.</summary>
internal sealed class JournalStudy(FrozenStudy record)
{
    private readonly SortedSet<int> _waiting = [];
    private readonly Dictionary<string, Distribution> _distributions = [];

    public FrozenStudy Record { get; set; } = record;

    public TrialList Trials { get; private set; } = TrialList.Empty;

    /// <summary>The waiting trial of the smallest number.</summary>
    public FrozenTrial? FirstWaiting => _waiting.Count == 0 ? null : Trials[_waiting.Min];

    /// <summary>The distribution that the study has for a name.</summary>
    public Distribution? DistributionOf(string name) => _distributions.GetValueOrDefault(name);

    public void Add(FrozenTrial trial)
    {
        Trials = Trials.Add(trial);
        Note(trial);
    }

    public void Replace(FrozenTrial trial)
    {
        Trials = Trials.With(trial.Number, trial);
        Note(trial);
    }

    private void Note(FrozenTrial trial)
    {
        if (trial.State == TrialState.Waiting)
            _waiting.Add(trial.Number);
        else
            _waiting.Remove(trial.Number);
        foreach (TrialParameter parameter in trial.Parameters)
            _distributions.TryAdd(parameter.Name, parameter.Distribution);
    }
}
