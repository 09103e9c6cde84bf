using System.Runtime.InteropServices;

namespace Binnacle.Tuning.Tpe;

/// <summary>What TPE knows of a study's finished trials, kept in columns and brought up to date by what is new.</summary>
/// <remarks>Finished trials never change, so each is read once.</remarks>
internal sealed class TpeHistory(Study study, TpeOptions options)
{
    private readonly Dictionary<string, ParameterColumn> _columns = [];
    private readonly List<bool> _isRead = [];
    private readonly SortedRanking _complete = new();
    private readonly SortedRanking _pruned = new();
    private readonly SortedRanking _infeasible = new();
    private readonly List<int> _finished = [];
    private readonly Dictionary<int, double[]> _losses = [];
    private readonly Dictionary<string, ContinuousMixture> _mixtures = [];
    private TrialSplit? _split;
    private MixtureWeights? _weights;
    private int _firstOpen;

    public Study Study => study;

    /// <summary>The trials as of the last <see cref="Read"/>.</summary>
    public IReadOnlyList<FrozenTrial> Trials { get; private set; } = [];

    /// <summary>The parameters that every complete or pruned trial has, with one distribution; empty unless several are drawn together.</summary>
    public CommonSearchSpace CommonSpace { get; } = new();

    /// <summary>How many trials are complete or pruned.</summary>
    public int Count => _finished.Count;

    /// <summary>The numbers of the complete and pruned trials, ascending.</summary>
    public IReadOnlyList<int> Finished => _finished;

    /// <summary>The numbers of the running trials, ascending.</summary>
    public IEnumerable<int> Running
    {
        get
        {
            for (int number = _firstOpen; number < Trials.Count; number++)
            {
                if (Trials[number].State == TrialState.Running)
                    yield return number;
            }
        }
    }

    /// <summary>Takes in the trials that were finished since the last time.</summary>
    public void Read(IReadOnlyList<FrozenTrial> trials)
    {
        Trials = trials;
        while (_isRead.Count < trials.Count)
            _isRead.Add(false);
        for (int number = _firstOpen; number < trials.Count; number++)
        {
            if (_isRead[number] || !trials[number].State.IsFinished())
                continue;
            _isRead[number] = true;
            if (trials[number].State != TrialState.Fail)
                Add(trials[number]);
        }

        while (_firstOpen < trials.Count && _isRead[_firstOpen])
            _firstOpen++;
    }

    /// <summary>A parameter's values in the complete and pruned trials; null when none has it.</summary>
    public ParameterColumn? Column(string name) => _columns.GetValueOrDefault(name);

    /// <summary>The losses of a complete trial.</summary>
    public double[] LossesOf(int number) => _losses[number];

    /// <summary>The finished trials, split into the good and the bad; made once for as long as no other trial finishes.</summary>
    public TrialSplit Split()
    {
        int count = Math.Min(options.Gamma(Count), Count);
        return _split?.Good.Length == count ? _split : _split = new TrialSplit(this, Best(count), options);
    }

    /// <summary>The weights of so many bad trials; made once for as long as their count does not change.</summary>
    public MixtureWeights Weights(int count) =>
        _weights?.Values.Length == count + 1 ? _weights : _weights = MixtureWeights.Of(count, options);

    /// <summary>The density of the bad trials over one continuous parameter alone; null when none has it.</summary>
    public ContinuousMixture? BadMixture(string name, Distribution distribution)
    {
        if (Column(name) is not { } column)
            return null;
        ref ContinuousMixture? mixture = ref CollectionsMarshal.GetValueRefOrAddDefault(_mixtures, name, out _);
        mixture ??= new ContinuousMixture();
        mixture.Update(column, Split().Bad, distribution, Weights, options);
        return mixture;
    }

    // Complete ones first, then pruned, then infeasible.
    private int[] Best(int count)
    {
        List<int> best = [];
        if (study.Directions.Length == 1)
        {
            _complete.Fill(best, count);
        }
        else
        {
            int[] complete = _complete.Numbers;
            best.AddRange(MultiObjectiveSplit.Best([.. complete.Select(LossesOf)], complete, Math.Min(count, complete.Length)));
        }

        _pruned.Fill(best, count);
        _infeasible.Fill(best, count);
        best.Sort();
        return [.. best];
    }

    private void Add(FrozenTrial trial)
    {
        int place = _finished.BinarySearch(trial.Number);
        _finished.Insert(~place, trial.Number);
        _split = null;
        Rank(trial);
        foreach (TrialParameter parameter in trial.Parameters)
        {
            ref ParameterColumn? column = ref CollectionsMarshal.GetValueRefOrAddDefault(_columns, parameter.Name, out _);
            column ??= new ParameterColumn();
            column.Add(trial.Number, parameter.InternalValue);
        }

        if (options.Multivariate)
            CommonSpace.Add(trial);
    }

    private void Rank(FrozenTrial trial)
    {
        double violation = options.Constraints is null ? 0 : Violation(trial);
        if (trial.State == TrialState.Complete && study.Directions.Length > 1)
            _losses[trial.Number] = study.Losses(trial.Values!);
        if (violation > 0)
        {
            _infeasible.Add(new(violation, 0, trial.Number));
        }
        else if (trial.State == TrialState.Complete)
        {
            _complete.Add(new(study.Directions.Length == 1 ? study.Losses(trial.Values!)[0] : 0, 0, trial.Number));
        }
        else if (trial.LastStep is { } step)
        {
            double value = study.Losses([trial.IntermediateValues[step]])[0];
            _pruned.Add(new(-step, double.IsNaN(value) ? double.PositiveInfinity : value, trial.Number));
        }
        else
        {
            _pruned.Add(new(1, 0, trial.Number));
        }
    }

    // The sum of what the constraints are violated by; a trial without constraint values violates without bound.
    private static double Violation(FrozenTrial trial)
    {
        if (PlainData.Numbers(trial.SystemAttributes.GetValueOrDefault(Study.ConstraintsKey)) is not { } constraints)
            return double.PositiveInfinity;
        double violation = 0;
        foreach (double constraint in constraints)
            violation += constraint > 0 ? constraint : 0;
        return violation;
    }
}
