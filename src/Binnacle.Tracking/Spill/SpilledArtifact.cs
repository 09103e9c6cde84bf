namespace Binnacle.Tracking;

/// <summary>A file that a run logged while its store was away, kept beside what else waits.</summary>
/// <param name="Path">Its path among the run's artifacts.</param>
/// <param name="File">Where it is kept; gone when it was sent.</param>
internal sealed record SpilledArtifact(string Path, string File)
{
    private const string Ending = ".artifact";

    /// <summary>Keeps a file; it then survives a loss of power.</summary>
    public static async Task<SpilledArtifact> KeepAsync(string folder, string runId, string path, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string file = System.IO.Path.Combine(folder, $"{runId}-{Guid.NewGuid():N}{Ending}");
        try
        {
            await using FileStream copy = new(file, FileMode.CreateNew, FileAccess.Write);
            await content.CopyToAsync(copy, cancellationToken);
            copy.Flush(flushToDisk: true);
        }
        catch
        {
            System.IO.File.Delete(file);
            throw;
        }

        return new SpilledArtifact(path, file);
    }

    /// <summary>Writes it among the run's artifacts and removes it here. One that is gone was sent before.</summary>
    /// <returns>Whether it was sent now.</returns>
    public async Task<bool> SendAsync(IArtifactStore artifacts, CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(File))
            return false;
        await using (FileStream content = new(File, FileMode.Open, FileAccess.Read))
            await artifacts.WriteAsync(Path, content, cancellationToken);
        System.IO.File.Delete(File);
        return true;
    }
}
