using System.Globalization;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>The generations of a genetic search, kept as attributes so that workers share them.</summary>
/// <param name="name">The sampler's name in the attributes.</param>
/// <param name="size">How many trials a generation has.</param>
/// <param name="select">Chooses the parents of the next generation.</param>
internal sealed class Generations(string name, int size, Func<Study, List<FrozenTrial>, IReadOnlyList<FrozenTrial>> select)
{
    private readonly SortedDictionary<int, SortedSet<int>> _members = [];
    private NewlyFinishedTrials _new = new();
    private CommonSearchSpace _space = new();
    private Study? _study;

    private string GenerationKey => name + ":generation";

    /// <summary>The parameters that all complete trials have in common.</summary>
    public IReadOnlyList<KeyValuePair<string, Distribution>> SearchSpace(Study study)
    {
        Read(study);
        return _space.Intersection;
    }

    /// <summary>The parents of a trial; empty in the first generation, which is drawn at random.</summary>
    public IReadOnlyList<FrozenTrial> ParentsOf(Study study, FrozenTrial trial)
    {
        Read(study);
        int generation = trial.SystemAttributes.GetValueOrDefault(GenerationKey) is long known ? (int)known : NextGeneration();
        if (!trial.SystemAttributes.ContainsKey(GenerationKey))
            study.Storage.SetTrialSystemAttribute(trial.Id, GenerationKey, generation);
        return Parents(study, generation);
    }

    // The highest generation so far while it is not full, else the next.
    private int NextGeneration()
    {
        if (_members.Count == 0)
            return 0;
        var (generation, members) = _members.Last();
        return members.Count < size ? generation : generation + 1;
    }

    // Whoever chooses the parents has them in the order of choice; read back, they are in the order of their numbers.
    private IReadOnlyList<FrozenTrial> Parents(Study study, int generation)
    {
        if (generation == 0)
            return [];
        string key = string.Create(CultureInfo.InvariantCulture, $"{name}:parent:{generation}");
        if (study.SystemAttributes.GetValueOrDefault(key) is IReadOnlyList<object?> ids)
            return [.. ids.Select(id => study.Storage.GetTrial((long)id!)).OrderBy(parent => parent.Number)];
        List<FrozenTrial> candidates = [.. Members(study, generation - 1), .. Parents(study, generation - 1)];
        IReadOnlyList<FrozenTrial> parents = select(study, candidates);
        study.Storage.SetStudySystemAttribute(study.Id, key, parents.Select(parent => parent.Id).ToArray());
        return parents;
    }

    private IEnumerable<FrozenTrial> Members(Study study, int generation)
    {
        IReadOnlyList<FrozenTrial> trials = study.TrialsOfThisAsk;
        return _members.TryGetValue(generation, out SortedSet<int>? members) ? members.Select(number => trials[number]) : [];
    }

    private void Read(Study study)
    {
        if (_study != study)
        {
            _members.Clear();
            (_study, _space, _new) = (study, new(), new());
        }

        foreach (FrozenTrial trial in _new.Read(study.TrialsOfThisAsk))
        {
            if (trial.State == TrialState.Complete)
                Add(trial);
        }
    }

    private void Add(FrozenTrial trial)
    {
        _space.Add(trial);
        if (trial.SystemAttributes.GetValueOrDefault(GenerationKey) is not long generation)
            return;
        if (!_members.TryGetValue((int)generation, out SortedSet<int>? members))
            _members.Add((int)generation, members = []);
        members.Add(trial.Number);
    }
}
