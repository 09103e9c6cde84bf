namespace Binnacle.Configuration;

/// <summary>Paths to nodes: <c>a.b[0]</c>, <c>a[b].c</c>.</summary>
public static class KeyPath
{
    /// <summary>The keys of a path, from the outermost; brackets and dots separate alike. A dot at the end is followed by an empty key; no text at all is one empty key.</summary>
    /// <exception cref="FormatException">A bracket is not closed.</exception>
    public static IReadOnlyList<string> Split(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        List<string> keys = [];
        for (int i = 0; i < path.Length;)
        {
            if (path[i] == '[')
            {
                int close = path.IndexOf(']', i);
                if (close < 0)
                    throw new FormatException($"Invalid key '{path}': expected ']'.");
                keys.Add(path[(i + 1)..close]);
                i = close + 1;
                if (i < path.Length && path[i] == '.')
                    i++;
                continue;
            }

            int end = path.IndexOfAny(['.', '['], i);
            end = end < 0 ? path.Length : end;
            keys.Add(path[i..end]);
            i = end < path.Length && path[end] == '.' ? end + 1 : end;
        }

        if (path.Length == 0 || path.EndsWith('.'))
            keys.Add("");
        return keys;
    }
}
