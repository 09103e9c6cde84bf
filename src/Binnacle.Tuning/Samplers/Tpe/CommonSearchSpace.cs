using System.Collections.Immutable;

namespace Binnacle.Tuning.Tpe;

/// <summary>Which parameters the trials of a study have in common, and which always occur together.</summary>
internal sealed class CommonSearchSpace
{
    private readonly SortedDictionary<string, FrozenTrial> _firstBySignature = new(StringComparer.Ordinal);
    private List<KeyValuePair<string, Distribution>>? _common;
    private List<List<KeyValuePair<string, Distribution>>>? _groups;
    private ImmutableArray<TrialParameter> _lastParameters = [];

    /// <summary>Parameters that all trials have with the same distribution, by name; those with a single value left out.</summary>
    public IReadOnlyList<KeyValuePair<string, Distribution>> Intersection =>
        [.. (_common ?? []).Where(item => !item.Value.IsSingle).OrderBy(item => item.Key, StringComparer.Ordinal)];

    /// <summary>Groups of parameters that occur together, each by name; those with a single value left out.</summary>
    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, Distribution>>> Groups => _groups ??= Decompose();

    public void Add(FrozenTrial trial)
    {
        if (_common is null)
            _common = [.. trial.Distributions];
        else if (!HasAll(trial))
            _common.RemoveAll(item => trial.FindParameter(item.Key) is not { } parameter || !parameter.Distribution.Equals(item.Value));
        AddSignature(trial);
    }

    private bool HasAll(FrozenTrial trial)
    {
        foreach (var (name, distribution) in _common!)
        {
            if (trial.FindParameter(name) is not { } parameter || !parameter.Distribution.Equals(distribution))
                return false;
        }

        return true;
    }

    private void AddSignature(FrozenTrial trial)
    {
        if (_firstBySignature.Count > 0 && trial.Parameters.Length == _lastParameters.Length
            && trial.Parameters.Zip(_lastParameters).All(pair => pair.First.Name == pair.Second.Name))
        {
            return;
        }

        _lastParameters = trial.Parameters;
        string signature = string.Join('\0', trial.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        if (_firstBySignature.TryGetValue(signature, out FrozenTrial? first) && first.Number < trial.Number)
            return;
        _firstBySignature[signature] = trial;
        _groups = null;
    }

    // Each trial splits the groups so far into what it has and what it lacks; what it has besides is a new group.
    private List<List<KeyValuePair<string, Distribution>>> Decompose()
    {
        List<List<KeyValuePair<string, Distribution>>> groups = [];
        foreach (FrozenTrial trial in _firstBySignature.Values.OrderBy(trial => trial.Number))
        {
            List<List<KeyValuePair<string, Distribution>>> next = [];
            HashSet<string> known = [];
            foreach (var group in groups)
            {
                next.Add([.. group.Where(item => trial.FindParameter(item.Key) is not null)]);
                next.Add([.. group.Where(item => trial.FindParameter(item.Key) is null)]);
                known.UnionWith(group.Select(item => item.Key));
            }

            next.Add([.. trial.Distributions.Where(item => !known.Contains(item.Key))]);
            groups = [.. next.Where(group => group.Count > 0)];
        }

        return [.. groups.Select(group =>
            group.Where(item => !item.Value.IsSingle).OrderBy(item => item.Key, StringComparer.Ordinal).ToList())];
    }
}
