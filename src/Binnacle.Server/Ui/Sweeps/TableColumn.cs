namespace Binnacle.Server.Ui.Sweeps;

/// <summary>What a table of trials or jobs is sorted by.</summary>
/// <typeparam name="T">What stands in a row.</typeparam>
/// <param name="Title">The heading.</param>
/// <param name="Read">The value: a number or a text; null when the row has none.</param>
/// <param name="IsNumber">Whether the column is set flush right.</param>
public sealed record TableColumn<T>(string Title, Func<T, object?> Read, bool IsNumber = false)
{
    /// <summary>Rows in the order of the column; equal ones stay in theirs, and those without a value come last.</summary>
    public IEnumerable<T> Order(IEnumerable<T> rows, bool descending)
    {
        var keyed = rows.Select(row => (Row: row, Key: KeyOf(Read(row)))).ToArray();
        var known = keyed.Where(item => item.Key is not null);
        var ordered = descending ? known.OrderByDescending(item => item.Key) : known.OrderBy(item => item.Key);
        return [.. ordered.Select(item => item.Row), .. keyed.Where(item => item.Key is null).Select(item => item.Row)];
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
