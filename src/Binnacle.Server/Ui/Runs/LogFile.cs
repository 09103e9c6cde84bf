using System.Text;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A log of a run: in its job's folder on this machine, or among its artifacts.</summary>
/// <param name="Name">What it is called on the page.</param>
/// <param name="FilePath">The file in the job's folder; null for an artifact.</param>
/// <param name="Artifact">The artifact's path; null for a file.</param>
public sealed record LogFile(string Name, string? FilePath, string? Artifact)
{
    /// <summary>How much of the end is shown, in bytes.</summary>
    public const int MostShown = 256 * 1024;

    /// <summary>The logs of a run, those of its job first.</summary>
    /// <param name="run">The run.</param>
    /// <param name="artifacts">Its artifacts.</param>
    /// <param name="opensNamedFiles">Whether the folder that the run names may be looked into.</param>
    public static async Task<IReadOnlyList<LogFile>> FindAsync(Run run, IArtifactStore artifacts, bool opensNamedFiles)
    {
        List<LogFile> logs = [];
        if (opensNamedFiles && run.Tags.GetValueOrDefault(ReservedTags.JobFolder) is { } folder && Path.IsPathFullyQualified(folder) && Directory.Exists(folder))
        {
            logs.AddRange(new DirectoryInfo(folder).EnumerateFiles("*.log").Where(file => file.LinkTarget is null)
                .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new LogFile(file.Name, file.FullName, null)));
        }

        IEnumerable<ArtifactInfo> files = [.. await artifacts.ListAsync(), .. await artifacts.ListAsync("logs")];
        logs.AddRange(files.Where(file => !file.IsFolder && (file.Path.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || file.Path.StartsWith("logs/", StringComparison.Ordinal)))
            .Select(file => new LogFile(file.Path, null, file.Path)));
        return logs;
    }

    /// <summary>The end of the log, from the beginning of a line on; and whether something comes before it.</summary>
    public async Task<(string Text, bool IsCut)> ReadEndAsync(IArtifactStore artifacts, CancellationToken stop)
    {
        await using Stream content = FilePath is not null
            ? new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : await artifacts.OpenReadAsync(Artifact!, stop);
        bool isCut = content.CanSeek && content.Length > MostShown;
        if (isCut)
            content.Seek(-MostShown, SeekOrigin.End);
        byte[] bytes = new byte[MostShown];
        int length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        string text = Encoding.UTF8.GetString(bytes, 0, length);
        return (isCut ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text, isCut);
    }
}
