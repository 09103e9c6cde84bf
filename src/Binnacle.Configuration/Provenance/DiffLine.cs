namespace Binnacle.Configuration;

/// <summary>One line of a comparison for people.</summary>
/// <param name="Mark"><c>-</c> for the first configuration, <c>+</c> for the second, a blank for both.</param>
/// <param name="Text">The rest of the line.</param>
public sealed record DiffLine(char Mark, string Text)
{
    /// <summary>The differences as lines: the key with both values, each with the place that gave it.</summary>
    /// <param name="differences">The differences.</param>
    /// <param name="before">The first configuration, which tells the places of its values.</param>
    /// <param name="after">The second configuration.</param>
    public static IReadOnlyList<DiffLine> Of(IReadOnlyList<ConfigDifference> differences, ConfigProvenance before, ConfigProvenance after)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<(char Mark, string Value, string Place)> rows = [];
        foreach (ConfigDifference difference in differences)
        {
            if (difference.Before is { } old)
                rows.Add(('-', $"{difference.Key}: {ValueText.Of(old, widest: 80)}", PlaceOf(difference.Key, before)));
            if (difference.After is { } present)
                rows.Add(('+', $"{difference.Key}: {ValueText.Of(present, widest: 80)}", PlaceOf(difference.Key, after)));
        }

        int width = rows.Count == 0 ? 0 : rows.Max(row => row.Value.Length);
        return [.. rows.Select(row => new DiffLine(row.Mark, row.Place.Length == 0 ? row.Value : $"{row.Value.PadRight(width)}  {row.Place}"))];
    }

    private static string PlaceOf(string key, ConfigProvenance provenance) => provenance.Find(key) is { IsDeleted: false } history ? history.Last.Place : "";
}
