using System.Text;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The <c>.hydra</c> folder of a run: what was composed, from which overrides.</summary>
internal static class RecordFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string folder, ComposedJob job)
    {
        Directory.CreateDirectory(folder);
        Save(folder, "config.yaml", job.JobConfig);
        Save(folder, "hydra.yaml", new MapNode([new("hydra", job.Hydra)]));
        Save(folder, "overrides.yaml", new ListNode(job.Overrides.Select(text => new ScalarNode(text))));
    }

    public static void Save(string folder, string name, ConfigNode node) =>
        File.WriteAllText(Path.Combine(folder, name), YamlWriter.Write(node), Utf8);
}
