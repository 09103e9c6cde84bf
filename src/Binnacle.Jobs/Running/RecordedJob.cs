using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Reads a job back from the records of an earlier run: <c>config.yaml</c> and <c>hydra.yaml</c> in its <c>.hydra</c> folder.</summary>
internal static class RecordedJob
{
    /// <summary>The file that stands for the folder in command lines written for Hydra.</summary>
    private const string Pickle = "config.pickle";

    /// <summary>The job as it was composed then, its clock at the moment of the records.</summary>
    /// <param name="path">The folder of the records, or a file in it.</param>
    /// <param name="resolvers">The program's resolvers.</param>
    /// <exception cref="ConfigException">There are no records, or they cannot be read.</exception>
    public static ComposedJob Read(string path, ResolverRegistry? resolvers)
    {
        string folder = Folder(path);
        string hydraFile = Path.Combine(folder, RecordFiles.Hydra);
        MapNode root = YamlReader.ReadFile(Path.Combine(folder, RecordFiles.Config));
        MapNode hydra = YamlReader.ReadFile(hydraFile);
        root = root.With("hydra", hydra.TryGetValue("hydra", out ConfigNode? node) ? node : MapNode.Empty);
        var time = new FixedTime(new DateTimeOffset(File.GetLastWriteTimeUtc(hydraFile)));
        return new ComposedJob(root, new ResolutionContext(root, resolvers, time: time));
    }

    /// <summary>The folder that the run wrote to; where it has moved, the one that holds the records.</summary>
    public static string OutputDirectory(ComposedJob job, string path) =>
        job.Text("hydra.runtime.output_dir") is { } recorded && Directory.Exists(recorded)
            ? recorded
            : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder(path))))!;

    private static string Folder(string path)
    {
        if (!Directory.Exists(path) && !File.Exists(path) && Path.GetFileName(path) != Pickle)
            throw new ConfigException($"File {path} does not exist!");
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return RecordFiles.AreIn(folder)
            ? folder
            : throw new ConfigException($"{path}: no records of a run; expected {RecordFiles.Config} and {RecordFiles.Hydra} in {folder}.");
    }
}
