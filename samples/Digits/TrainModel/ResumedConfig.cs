using Binnacle.Configuration;
using Binnacle.Jobs;
using Binnacle.TorchSharp;

namespace Digits.TrainModel;

/// <summary>The configuration of a resumed training: the checkpoint's, but for what the command line says now.</summary>
internal static class ResumedConfig
{
    /// <summary>These say where things are and what this command does; they always come from the command's own configuration.</summary>
    private static readonly string[] OwnKeys =
    [
        "setup_mlflow", "mlflow_tracking_uri", "mlflow_exp_name", "mlflow_run_name", "artifact_dir_path", "log_dir",
        "resume", "resume_run_id",
    ];

    /// <summary>The keys of the configuration that the command line sets.</summary>
    public static IReadOnlySet<string> Given(JobContext context) =>
        context.Overrides.Select(text => OverrideParser.Parse(text).Key.Split('.')[0]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Puts the two together.</summary>
    /// <exception cref="CheckpointException">The checkpoint's configuration cannot be read.</exception>
    public static MapNode Merge(Checkpoint checkpoint, JobContext context)
    {
        MapNode merged = Parse(checkpoint);
        foreach (string key in OwnKeys.Concat(Given(context)))
        {
            if (context.Config.TryGetValue(key, out ConfigNode? value))
                merged = merged.With(key, value);
        }

        return merged;
    }

    private static MapNode Parse(Checkpoint checkpoint)
    {
        string path = Path.Combine(checkpoint.Folder, "config.yaml");
        return YamlReader.Parse(checkpoint.State.Config, path) as MapNode
            ?? throw new CheckpointException($"{path}: expected the configuration of the training, found no map.");
    }
}
