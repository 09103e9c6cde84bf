namespace Binnacle.Configuration;

/// <summary>Finds the valid name that a mistyped one most likely meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits from <paramref name="name"/>, or null when none is near enough.</summary>
    /// <remarks>
    /// Edits are insertions, deletions, substitutions and transpositions of neighbours (Damerau, Levenshtein), case apart. Near
    /// enough is a third of the longer name, at least one edit; a candidate that begins with the name, or the reverse, also
    /// counts. Equal distances keep the first candidate.
    /// </remarks>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int edits = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            int allowed = Math.Max(1, Math.Max(name.Length, candidate.Length) / 3);
            bool begins = Math.Min(name.Length, candidate.Length) >= 3
                && (candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                    || name.StartsWith(candidate, StringComparison.OrdinalIgnoreCase));
            if ((edits <= allowed || begins) && edits < fewest)
                (nearest, fewest) = (candidate, edits);
        }

        return nearest;
    }

    private static int Distance(string left, string right)
    {
        int[,] edits = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            edits[i, 0] = i;
        for (int j = 0; j <= right.Length; j++)
            edits[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? 0 : 1;
                edits[i, j] = Math.Min(Math.Min(edits[i - 1, j] + 1, edits[i, j - 1] + 1), edits[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[left.Length, right.Length];
    }
}
