namespace Binnacle.Jobs;

/// <summary>Completes paths of files and folders.</summary>
internal static class PathCompletion
{
    /// <summary>Takes <c>key=./path</c> apart; null when the word does not end with what is surely a path.</summary>
    public static (string Prefix, string Path)? Split(string word)
    {
        int start = word.IndexOf('=', StringComparison.Ordinal) + 1;
        string value = word[start..];
        bool isPath = value.StartsWith('/') || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("../", StringComparison.Ordinal)
            || value.StartsWith("~/", StringComparison.Ordinal) || (value.Length > 2 && char.IsAsciiLetter(value[0]) && value[1] == ':' && value[2] is '\\' or '/');
        return isPath ? (word[..start], value) : null;
    }

    /// <summary>Existing paths that begin as given, spelled as given; a folder ends with a slash.</summary>
    public static IEnumerable<string> Candidates(string path, bool foldersOnly)
    {
        int slash = path.LastIndexOfAny(['/', '\\']) + 1;
        string shown = path[..slash], begun = path[slash..];
        string folder = shown.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), shown[2..])
            : shown.Length == 0 ? "." : shown;
        if (!Directory.Exists(folder))
            return [];
        IEnumerable<string> folders = Directory.EnumerateDirectories(folder).Select(found => Path.GetFileName(found) + "/");
        IEnumerable<string> files = foldersOnly ? [] : Directory.EnumerateFiles(folder).Select(found => Path.GetFileName(found));
        return folders.Concat(files)
            .Where(name => name.StartsWith(begun, StringComparison.Ordinal) && (begun.StartsWith('.') || !name.StartsWith('.')))
            .Select(name => shown + name);
    }
}
