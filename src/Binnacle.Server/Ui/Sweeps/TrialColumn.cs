using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>What the table of trials is sorted by.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Read">The value: a number or a text; null when the trial has none.</param>
internal sealed record TrialColumn(string Title, Func<FrozenTrial, object?> Read)
{
    /// <summary>Trials in the order of the column; those without a value come last.</summary>
    public IEnumerable<FrozenTrial> Order(IEnumerable<FrozenTrial> trials, bool descending)
    {
        var keyed = trials.Select(trial => (trial, Key: KeyOf(Read(trial)))).ToArray();
        var known = keyed.Where(item => item.Key is not null);
        var ordered = descending ? known.OrderByDescending(item => item.Key) : known.OrderBy(item => item.Key);
        return [.. ordered.ThenBy(item => item.trial.Number).Select(item => item.trial), .. keyed.Where(item => item.Key is null).Select(item => item.trial)];
    }

    // Numbers before texts.
    private static (double Number, string Text)? KeyOf(object? value) => value switch
    {
        null or double.NaN => null,
        double real => (real, ""),
        long or int or bool => (Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), ""),
        _ => (double.PositiveInfinity, ParameterText.Of(value)),
    };
}
