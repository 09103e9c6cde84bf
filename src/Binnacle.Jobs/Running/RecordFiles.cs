using System.Text;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The <c>.hydra</c> folder of a run: what was composed, from which overrides.</summary>
internal static class RecordFiles
{
    /// <summary>The job's own configuration, interpolations as written.</summary>
    public const string Config = "config.yaml";

    /// <summary>The hydra node, below its key.</summary>
    public const string Hydra = "hydra.yaml";

    private const string Overrides = "overrides.yaml";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string folder, ComposedJob job)
    {
        Directory.CreateDirectory(folder);
        Save(folder, Config, job.JobConfig);
        Save(folder, Hydra, MapNode.Empty.With("hydra", job.Hydra));
        Save(folder, Overrides, new ListNode(job.Overrides.Select(text => new ScalarNode(text))));
    }

    /// <summary>True when a run can be repeated from the folder.</summary>
    public static bool AreIn(string folder) => File.Exists(Path.Combine(folder, Config)) && File.Exists(Path.Combine(folder, Hydra));

    public static void Save(string folder, string name, ConfigNode node) =>
        File.WriteAllText(Path.Combine(folder, name), YamlWriter.Write(node), Utf8);
}
