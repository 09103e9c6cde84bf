using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>The rules by which a trial changes, the same for every storage.</summary>
public static class TrialChanges
{
    /// <summary>The trial with one parameter more, or replaced.</summary>
    public static FrozenTrial WithParameter(this FrozenTrial trial, TrialParameter parameter)
    {
        for (int i = 0; i < trial.Parameters.Length; i++)
        {
            if (trial.Parameters[i].Name == parameter.Name)
                return trial with { Parameters = trial.Parameters.SetItem(i, parameter) };
        }

        return trial with { Parameters = trial.Parameters.Add(parameter) };
    }

    /// <summary>The trial, which must not be finished.</summary>
    /// <exception cref="TrialFinishedException">It is finished.</exception>
    public static FrozenTrial MustBeOpen(this FrozenTrial trial) =>
        trial.State.IsFinished() ? throw new TrialFinishedException(trial.Number, trial.State) : trial;

    /// <summary>Refuses a distribution of another kind than the study already has for the name.</summary>
    /// <exception cref="TuningException">The kinds differ.</exception>
    public static void MustBeCompatible(string name, Distribution known, Distribution given)
    {
        if (!known.IsCompatibleWith(given))
        {
            throw new TuningException(string.Create(CultureInfo.InvariantCulture,
                $"Parameter '{name}': expected a distribution like {known.ToJson()} as in the study's other trials, found {given.ToJson()}."));
        }
    }
}
