namespace Binnacle.Tuning;

/// <summary>The values that trials have tried, as a tree: each level is a parameter, each child one of its values.</summary>
internal sealed class TrialTree
{
    private string? _name;
    private List<(double Value, TrialTree Tree)>? _children;

    private bool IsRunning { get; set; }

    /// <summary>Makes a child for each value.</summary>
    /// <exception cref="TuningException">The node has other children already: the space depends on something else than its parameters.</exception>
    public void Expand(string? name, IReadOnlyList<double> values)
    {
        if (_children is null)
        {
            _name = name;
            _children = [.. values.Select(value => (value, new TrialTree()))];
        }
        else if (_name != name || !_children.Select(child => child.Value).SequenceEqual(values))
        {
            throw new TuningException($"A brute-force search needs a space that depends on its parameters only; '{name ?? "the end"}' stands where '{_name ?? "the end"}' stood with other values.");
        }
    }

    /// <summary>Adds what a trial has tried besides <paramref name="known"/> parameters; a value off the grid ends it.</summary>
    public void Add(FrozenTrial trial, IReadOnlyDictionary<string, object?> known, bool isFinished)
    {
        TrialTree node = this;
        foreach (TrialParameter parameter in trial.Parameters)
        {
            if (known.ContainsKey(parameter.Name))
                continue;
            node.Expand(parameter.Name, BruteForceSampler.Values(parameter.Name, parameter.Distribution));
            if (node._children!.FirstOrDefault(child => child.Value == parameter.InternalValue).Tree is not { } next)
                return;
            node = next;
        }

        if (isFinished)
            node.Expand(null, []);
        else
            node.IsRunning = true;
    }

    /// <summary>How many ends nobody has tried.</summary>
    public int CountOpen(bool withoutRunning) =>
        _children?.Sum(child => child.Tree.CountOpen(withoutRunning)) ?? (withoutRunning && IsRunning ? 0 : 1);

    /// <summary>For each child how likely it is drawn: half by its open ends, half alike; running ones only when nothing else is open.</summary>
    public double[] Weights(bool withoutRunning)
    {
        double[] open = [.. _children!.Select(child => (double)child.Tree.CountOpen(withoutRunning))];
        double total = open.Sum(), some = open.Count(count => count > 0);
        double[] weights = [.. open.Select(count => (count / total + (count > 0 ? 1.0 : 0.0) / some) / 2)];
        if (_children!.Where((child, index) => !child.Tree.IsRunning && weights[index] > 0).Any())
        {
            for (int i = 0; i < weights.Length; i++)
                weights[i] = _children![i].Tree.IsRunning ? 0 : weights[i];
        }

        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
