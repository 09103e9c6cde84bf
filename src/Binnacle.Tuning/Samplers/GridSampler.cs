using System.Collections.Immutable;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Visits every combination of given values once, in an order that the seed shuffles, and then stops the study.</summary>
/// <remarks>Trial number k takes combination k; workers that share a storage share the grid.</remarks>
public sealed class GridSampler : IStatefulSampler
{
    private const string GridIdKey = "grid_id";
    private const string SearchSpaceKey = "search_space";

    private readonly ImmutableSortedDictionary<string, object?> _space;
    private readonly string _spaceJson;
    private readonly List<object?[]> _grid = [];
    private readonly RandomState _random;

    /// <param name="searchSpace">For each parameter its values.</param>
    /// <param name="seed">Shuffles the grid; null is 0, since workers must agree.</param>
    /// <exception cref="ArgumentException">A parameter has no values.</exception>
    public GridSampler(IReadOnlyDictionary<string, IReadOnlyList<object?>> searchSpace, uint? seed = null)
    {
        _space = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, searchSpace.Select(item =>
            item.Value.Count > 0
                ? KeyValuePair.Create(item.Key, PlainData.Freeze(item.Value))
                : throw new ArgumentException($"Parameter '{item.Key}' has no values.", nameof(searchSpace))));
        _spaceJson = PythonJson.Write(_space);
        AddCombinations([], [.. _space.Values.Select(values => (IReadOnlyList<object?>)values!)]);
        _random = new RandomState(seed ?? 0);
        _random.Shuffle(_grid);
    }

    /// <summary>How many combinations there are.</summary>
    public int Count => _grid.Count;

    /// <inheritdoc/>
    public void BeforeTrial(Study study, FrozenTrial trial)
    {
        if (trial.SystemAttributes.ContainsKey(GridIdKey) || Study.FixedParameters(trial) is not null)
            return;
        int id = trial.Number;
        if (id >= _grid.Count)
        {
            List<int> unvisited = Unvisited(study);
            if (unvisited.Count == 0)
                study.Warn($"Trial {trial.Number}: every point of the grid was visited; one is visited again.");
            id = unvisited.Count == 0 ? _random.Choice(_grid.Count) : unvisited[_random.Choice(unvisited.Count)];
        }

        study.Storage.SetTrialSystemAttribute(trial.Id, SearchSpaceKey, _space);
        study.Storage.SetTrialSystemAttribute(trial.Id, GridIdKey, id);
    }

    /// <inheritdoc/>
    /// <exception cref="TuningException">The parameter is not in the grid, or the trial was enqueued without it.</exception>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution)
    {
        if (!_space.ContainsKey(name))
            throw new TuningException($"Parameter '{name}' is not in the grid; it has {string.Join(", ", _space.Keys)}.");
        if (study.Storage.GetTrial(trial.Id).SystemAttributes.GetValueOrDefault(GridIdKey) is not long id)
            throw new TuningException($"Trial {trial.Number} was enqueued without '{name}'; with a grid every parameter must be given.");
        object? value = _grid[(int)id][Enumerable.Range(0, _space.Count).First(index => _space.Keys.ElementAt(index) == name)];
        double internalValue = distribution.ToInternal(value);
        if (!distribution.Contains(internalValue))
            study.Warn($"Trial {trial.Number}: the grid's value {PythonJson.Write(value)} of '{name}' is outside {distribution.ToJson()}; it is used as it is.");
        return internalValue;
    }

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
        List<int> unvisited = Unvisited(study);
        if (unvisited.Count == 0 || (unvisited is [var last] && trial.SystemAttributes.GetValueOrDefault(GridIdKey) is long id && id == last))
            study.Stop();
    }

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_random);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _random);

    private void AddCombinations(ImmutableList<object?> begin, IReadOnlyList<object?>[] rest)
    {
        if (rest.Length == 0)
        {
            _grid.Add([.. begin]);
            return;
        }

        foreach (object? value in rest[0])
            AddCombinations(begin.Add(value), rest[1..]);
    }

    // Points that nobody has finished or is at; when everybody is at the last ones, those that nobody has finished.
    private List<int> Unvisited(Study study)
    {
        HashSet<int> visited = [], running = [];
        foreach (FrozenTrial trial in study.Trials)
        {
            if (trial.SystemAttributes.GetValueOrDefault(GridIdKey) is not long id
                || PythonJson.Write(trial.SystemAttributes.GetValueOrDefault(SearchSpaceKey)) != _spaceJson)
                continue;
            if (trial.State.IsFinished())
                visited.Add((int)id);
            else if (trial.State == TrialState.Running)
                running.Add((int)id);
        }

        List<int> unfinished = PythonIntSet.Difference([.. Enumerable.Range(0, _grid.Count)], visited);
        List<int> unvisited = PythonIntSet.Difference(unfinished, running);
        return unvisited.Count == 0 ? unfinished : unvisited;
    }
}
