namespace Binnacle.Tracking;

/// <summary>A folder of texts, one file a name (<c>params/</c>, <c>tags/</c>). A slash in a name makes a sub-folder.</summary>
internal static class ValueFolder
{
    public static Dictionary<string, string> Read(string folder)
    {
        Dictionary<string, string> values = [];
        foreach ((string name, string path) in Files(folder))
        {
            if (AtomicFile.Read(path) is { } text)
                values[name] = text;
        }

        return values;
    }

    /// <summary>The names with their files.</summary>
    public static IEnumerable<(string Name, string Path)> Files(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            yield return (Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), path);
    }

    public static string? Get(string folder, string name) => AtomicFile.Read(PathOf(folder, name));

    public static void Set(string folder, string name, string value, string scratchFolder)
    {
        string path = Prepare(folder, name);
        AtomicFile.Replace(path, value, scratchFolder);
    }

    /// <summary>Writes a value that must not change; false when there is one already.</summary>
    public static bool Create(string folder, string name, string value) =>
        AtomicFile.Create(Prepare(folder, name), value);

    /// <summary>Removes a value; false when there is none.</summary>
    public static bool Delete(string folder, string name)
    {
        string path = PathOf(folder, name);
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

    public static string PathOf(string folder, string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The file of a name, its folders made.</summary>
    /// <exception cref="TrackingException">A part of the name is taken: <c>a</c> and <c>a/b</c> cannot both be files.</exception>
    public static string Prepare(string folder, string name)
    {
        string path = PathOf(folder, name);
        if (File.Exists(path))
            return path;
        if (Directory.Exists(path))
            throw TrackingException.Invalid($"'{name}' cannot be stored: there are already names below '{name}/', and the file store keeps them in a folder of that name.");
        for (string? parent = Path.GetDirectoryName(path); parent is not null && parent.Length > folder.Length; parent = Path.GetDirectoryName(parent))
        {
            if (File.Exists(parent))
            {
                string taken = Path.GetRelativePath(folder, parent).Replace(Path.DirectorySeparatorChar, '/');
                throw TrackingException.Invalid($"'{name}' cannot be stored: there is already a '{taken}', and the file store keeps it in a file of that name.");
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
