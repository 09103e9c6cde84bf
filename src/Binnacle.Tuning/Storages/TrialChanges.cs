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

    /// <summary>Refuses parameters of which one has another kind of distribution than the study, or an earlier one of them, has for its name.</summary>
    /// <param name="parameters">The parameters of one step.</param>
    /// <param name="known">The study's distribution for a name; null when it has none.</param>
    /// <exception cref="TuningException">The kinds differ.</exception>
    public static void MustBeCompatible(IReadOnlyList<TrialParameter> parameters, Func<string, Distribution?> known)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            TrialParameter parameter = parameters[i];
            if ((known(parameter.Name) ?? parameters.Take(i).FirstOrDefault(earlier => earlier.Name == parameter.Name)?.Distribution) is { } other)
                MustBeCompatible(parameter.Name, other, parameter.Distribution);
        }
    }
}
