using System.Globalization;
using Binnacle.Tracking;

namespace Binnacle.Server.Api.GraphQl;

/// <summary>Entities as objects of GraphQL: camel case, 64-bit numbers as texts, nothing left out.</summary>
internal static class GraphEntities
{
    public static GraphObject Experiment(Experiment experiment) => new GraphObject("MlflowExperiment")
        .With("experimentId", experiment.ExperimentId)
        .With("name", experiment.Name)
        .With("artifactLocation", experiment.ArtifactLocation)
        .With("lifecycleStage", experiment.LifecycleStage.ToName())
        .With("lastUpdateTime", Long(experiment.LastUpdateTime))
        .With("creationTime", Long(experiment.CreationTime))
        .With("tags", Pairs("MlflowExperimentTag", experiment.Tags));

    public static GraphObject Run(Run run, ITrackingStore store, CancellationToken cancellationToken) => new GraphObject("MlflowRunExtension")
        .With("info", Info(run.Info))
        .With("data", Data(run))
        .With("inputs", Inputs(run))
        .With("outputs", Outputs(run))
        .Computed("experiment", async () => Experiment(await store.GetExperimentAsync(run.Info.ExperimentId, cancellationToken)))
        .Computed("modelVersions", async () => await VersionsOfAsync(run.Info.RunId, store, cancellationToken));

    public static GraphObject ModelVersion(ModelVersion version) => new GraphObject("MlflowModelVersion")
        .With("name", version.Name)
        .With("version", version.Version.ToString(CultureInfo.InvariantCulture))
        .With("creationTimestamp", Long(version.CreationTime))
        .With("lastUpdatedTimestamp", Long(version.LastUpdateTime))
        .With("userId", version.UserId ?? "")
        .With("currentStage", version.CurrentStage)
        .With("description", version.Description ?? "")
        .With("source", version.Source ?? "")
        .With("runId", version.RunId ?? "")
        .With("status", version.Status)
        .With("statusMessage", version.StatusMessage ?? "")
        .With("runLink", version.RunLink ?? "")
        .With("aliases", version.Aliases.Cast<object?>().ToList())
        .With("tags", Pairs("MlflowModelVersionTag", version.Tags))
        .With("modelId", "")
        .With("modelParams", new List<GraphObject>())
        .With("modelMetrics", new List<GraphObject>())
        .With("deploymentJobState", value: null);

    public static GraphObject Metric(Metric metric, string runId = "") => new GraphObject("MlflowMetric")
        .With("key", metric.Key)
        .With("value", double.IsFinite(metric.Value) ? metric.Value : null)
        .With("timestamp", Long(metric.Timestamp))
        .With("step", Long(metric.Step))
        .With("runId", runId)
        .With("modelId", metric.Link?.ModelId ?? "")
        .With("datasetName", metric.Link?.DatasetName ?? "")
        .With("datasetDigest", metric.Link?.DatasetDigest ?? "");

    public static GraphObject Artifact(ArtifactInfo artifact) => new GraphObject("MlflowFileInfo")
        .With("path", artifact.Path)
        .With("isDir", artifact.IsFolder)
        .With("fileSize", Long(artifact.Size));

    public static GraphObject DatasetSummary(DatasetSummary summary) => new GraphObject("MlflowDatasetSummary")
        .With("experimentId", summary.ExperimentId)
        .With("name", summary.Name)
        .With("digest", summary.Digest)
        .With("context", summary.Context ?? "");

    private static async Task<object?> VersionsOfAsync(string runId, ITrackingStore store, CancellationToken cancellationToken)
    {
        try
        {
            ModelQuery query = new() { Filter = $"run_id='{runId}'", Dialect = FilterDialect.MLflow };
            return (await store.ModelRegistry.SearchModelVersionsAsync(query, cancellationToken)).Items.Select(ModelVersion).ToList();
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.NotImplemented)
        {
            return new List<GraphObject>();
        }
    }

    private static GraphObject Info(RunInfo info) => new GraphObject("MlflowRunInfo")
        .With("runId", info.RunId)
        .With("runUuid", info.RunId)
        .With("runName", info.RunName)
        .With("experimentId", info.ExperimentId)
        .With("userId", info.UserId)
        .With("status", info.Status.ToName())
        .With("startTime", Long(info.StartTime))
        .With("endTime", Long(info.EndTime))
        .With("artifactUri", info.ArtifactUri)
        .With("lifecycleStage", info.LifecycleStage.ToName());

    private static GraphObject Data(Run run) => new GraphObject("MlflowRunData")
        .With("metrics", run.Metrics.Values.Select(metric => Metric(metric)).ToList())
        .With("params", Pairs("MlflowParam", run.Params))
        .With("tags", Pairs("MlflowRunTag", run.Tags));

    private static GraphObject Inputs(Run run) => new GraphObject("MlflowRunInputs")
        .With("datasetInputs", run.Datasets.Select(DatasetInput).ToList())
        .With("modelInputs", run.ModelInputs.Select(id => new GraphObject("MlflowModelInput").With("modelId", id)).ToList());

    private static GraphObject Outputs(Run run) => new GraphObject("MlflowRunOutputs")
        .With("modelOutputs", run.ModelOutputs.Select(output =>
            new GraphObject("MlflowModelOutput").With("modelId", output.ModelId).With("step", Long(output.Step))).ToList());

    private static GraphObject DatasetInput(DatasetInput input) => new GraphObject("MlflowDatasetInput")
        .With("tags", Pairs("MlflowInputTag", input.Tags))
        .With("dataset", new GraphObject("MlflowDataset")
            .With("name", input.Dataset.Name)
            .With("digest", input.Dataset.Digest)
            .With("sourceType", input.Dataset.SourceType)
            .With("source", input.Dataset.Source)
            .With("schema", input.Dataset.Schema ?? "")
            .With("profile", input.Dataset.Profile ?? ""));

    private static List<GraphObject> Pairs(string type, IReadOnlyDictionary<string, string> pairs) =>
        [.. pairs.Select(pair => new GraphObject(type).With("key", pair.Key).With("value", pair.Value))];

    private static string Long(long? value) => (value ?? 0).ToString(CultureInfo.InvariantCulture);
}
