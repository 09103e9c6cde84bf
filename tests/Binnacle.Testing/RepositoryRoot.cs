namespace Binnacle.Testing;

/// <summary>The root of the source tree, found upwards from the running test.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The path of <paramref name="parts"/> below the root.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Binnacle.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Binnacle.slnx above {start}.");
    }
}
