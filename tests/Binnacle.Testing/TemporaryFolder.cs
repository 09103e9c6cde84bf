namespace Binnacle.Testing;

/// <summary>A folder of its own for one test, removed with everything in it at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("binnacle-").FullName;

    public string Path { get; }

    /// <summary>The path of <paramref name="parts"/> inside the folder.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file (its folders are made) and returns its path.</summary>
    public string Write(string relativePath, string text)
    {
        string path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process of the test may still hold a file on Windows; the system's temporary folder is cleaned by others.
        }
    }
}
