using System.Collections.Immutable;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Tries every combination of values once, conditional parameters included, and then stops the study.</summary>
public sealed class BruteForceSampler : IStatefulSampler
{
    private readonly RandomState _random;
    private readonly bool _withoutRunning;

    /// <param name="seed">Decides the order; null for the system's entropy.</param>
    /// <param name="avoidPrematureStop">
    /// Count combinations that are running as open, so that a failing worker cannot make the study stop too early. Default: false.
    /// </param>
    public BruteForceSampler(uint? seed = null, bool avoidPrematureStop = false)
    {
        _random = new RandomState(seed);
        _withoutRunning = !avoidPrematureStop;
    }

    /// <inheritdoc/>
    /// <exception cref="TuningException">The parameter has endless values, or the space depends on more than its parameters.</exception>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution)
    {
        double[] values = Values(name, distribution);
        TrialTree tree = new();
        tree.Expand(name, values);
        IReadOnlyDictionary<string, object?> known = trial.Params;
        foreach (FrozenTrial other in study.Trials)
        {
            if (other.Number != trial.Number && other.State != TrialState.Waiting && Agrees(other, trial))
                tree.Add(other, known, other.State.IsFinished());
        }

        return values[tree.CountOpen(_withoutRunning) == 0 ? _random.Choice(values.Length) : _random.Choice(tree.Weights(_withoutRunning))];
    }

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
        TrialTree tree = new();
        foreach (FrozenTrial other in study.Trials)
        {
            if (other.State != TrialState.Waiting)
                tree.Add(other, ImmutableDictionary<string, object?>.Empty, other.State.IsFinished() || other.Number == trial.Number);
        }

        if (tree.CountOpen(_withoutRunning) == 0)
            study.Stop();
    }

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_random);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _random);

    /// <summary>Every value of a distribution, in internal form.</summary>
    internal static double[] Values(string name, Distribution distribution) => distribution switch
    {
        FloatDistribution { Step: { } step } real => [.. DecimalGrid.Points(real.Low, real.High, step)],
        IntDistribution integer => Integers(integer),
        CategoricalDistribution categorical => [.. Enumerable.Range(0, categorical.Choices.Length).Select(index => (double)index)],
        _ => throw new TuningException($"Parameter '{name}' has endless values; a brute-force search needs a step."),
    };

    private static double[] Integers(IntDistribution integer)
    {
        double[] values = new double[(integer.High - integer.Low) / integer.Step + 1];
        for (int i = 0; i < values.Length; i++)
            values[i] = integer.Low + i * integer.Step;
        return values;
    }

    private static bool Agrees(FrozenTrial other, FrozenTrial trial)
    {
        foreach (TrialParameter parameter in trial.Parameters)
        {
            if (other.FindParameter(parameter.Name) is not { } same || !Equals(same.Value, parameter.Value))
                return false;
        }

        return true;
    }
}
