using Binnacle.Server.Artifacts;
using Binnacle.Tracking;

namespace Binnacle.Server.Api.GraphQl;

/// <summary>The calls that a query can make.</summary>
internal static class GraphRoot
{
    /// <exception cref="GraphError">There is no such call.</exception>
    public static Task<GraphObject> ResolveAsync(GraphField field, bool isMutation, ApiCall call) => (isMutation, field.Name) switch
    {
        (false, "mlflowGetExperiment") => GetExperimentAsync(field.Input, call),
        (false, "mlflowGetRun") => GetRunAsync(field.Input, call),
        (_, "mlflowSearchRuns") => SearchRunsAsync(field.Input, call),
        (false, "mlflowGetMetricHistoryBulkInterval") => SampleAsync(field.Input, call),
        (_, "mlflowListArtifacts") => ListArtifactsAsync(field.Input, call),
        (false, "mlflowSearchModelVersions") => SearchModelVersionsAsync(field.Input, call),
        (_, "mlflowSearchDatasets") => SearchDatasetsAsync(field.Input, call),
        (false, "test") => Task.FromResult(Test("Test", field)),
        (true, "testMutation") => Task.FromResult(Test("TestMutation", field)),
        _ => throw new GraphError($"Cannot query field '{field.Name}' on type '{(isMutation ? "Mutation" : "Query")}'."),
    };

    private static async Task<GraphObject> GetExperimentAsync(GraphInput input, ApiCall call)
    {
        Experiment experiment = await call.Store.GetExperimentAsync(input.Text("experimentId"), call.Cancelled);
        return Answer("MlflowGetExperimentResponse").With("experiment", GraphEntities.Experiment(experiment));
    }

    private static async Task<GraphObject> GetRunAsync(GraphInput input, ApiCall call)
    {
        Run run = await call.Store.GetRunAsync(input.TextOrNull("runId") ?? input.Text("runUuid"), call.Cancelled);
        return Answer("MlflowGetRunResponse").With("run", GraphEntities.Run(run, call.Store, call.Cancelled));
    }

    private static async Task<GraphObject> SearchRunsAsync(GraphInput input, ApiCall call)
    {
        PagedList<Run> page = await call.Store.SearchRunsAsync(
            new RunQuery
            {
                ExperimentIds = input.Texts("experimentIds"),
                Filter = input.TextOrNull("filter"),
                OrderBy = input.Texts("orderBy"),
                View = input.Text("runViewType") switch { "DELETED_ONLY" => ViewType.DeletedOnly, "ALL" => ViewType.All, _ => ViewType.ActiveOnly },
                MaxResults = (int)Math.Clamp(input.Integer("maxResults") ?? 1000, int.MinValue, int.MaxValue),
                PageToken = input.TextOrNull("pageToken"),
            },
            call.Cancelled);
        return Answer("MlflowSearchRunsResponse")
            .With("runs", page.Items.Select(run => GraphEntities.Run(run, call.Store, call.Cancelled)).ToList())
            .With("nextPageToken", page.NextPageToken ?? "");
    }

    private static async Task<GraphObject> SampleAsync(GraphInput input, ApiCall call)
    {
        MetricInterval asked = new(
            input.Texts("runIds"), input.Text("metricKey"), input.Integer("startStep"), input.Integer("endStep"), input.Integer("maxResults"));
        IReadOnlyList<RunMetric> points = await MetricCalls.SampleAsync(call.Store, asked, call.Cancelled);
        return Answer("MlflowGetMetricHistoryBulkIntervalResponse")
            .With("metrics", points.Select(point => GraphEntities.Metric(point.Metric, point.RunId)).ToList());
    }

    private static async Task<GraphObject> ListArtifactsAsync(GraphInput input, ApiCall call)
    {
        string? path = RequestPath.Check(input.TextOrNull("path"));
        RunInfo run = (await call.Store.GetRunAsync(input.TextOrNull("runId") ?? input.Text("runUuid"), call.Cancelled)).Info;
        IReadOnlyList<ArtifactInfo> files = await call.Store.OpenArtifacts(run).ListAsync(path, call.Cancelled);
        return Answer("MlflowListArtifactsResponse")
            .With("rootUri", run.ArtifactUri)
            .With("files", files.Select(GraphEntities.Artifact).ToList())
            .With("nextPageToken", "");
    }

    private static async Task<GraphObject> SearchModelVersionsAsync(GraphInput input, ApiCall call)
    {
        PagedList<ModelVersion> page = await call.Store.ModelRegistry.SearchModelVersionsAsync(
            new ModelQuery
            {
                Filter = input.TextOrNull("filter"),
                Dialect = FilterDialect.MLflow,
                OrderBy = input.Texts("orderBy"),
                MaxResults = (int)Math.Clamp(input.Integer("maxResults") ?? 10_000, int.MinValue, int.MaxValue),
                PageToken = input.TextOrNull("pageToken"),
            },
            call.Cancelled);
        return Answer("MlflowSearchModelVersionsResponse")
            .With("modelVersions", page.Items.Select(GraphEntities.ModelVersion).ToList())
            .With("nextPageToken", page.NextPageToken ?? "");
    }

    private static async Task<GraphObject> SearchDatasetsAsync(GraphInput input, ApiCall call)
    {
        IReadOnlyList<DatasetSummary> summaries = await call.Store.SearchDatasetsAsync(input.Texts("experimentIds"), call.Cancelled);
        return Answer("MlflowSearchDatasetsResponse").With("datasetSummaries", summaries.Select(GraphEntities.DatasetSummary).ToList());
    }

    private static GraphObject Test(string type, GraphField field) =>
        new GraphObject(type).With("output", field.Arguments.GetValueOrDefault("inputString") as string);

    private static GraphObject Answer(string type) => new GraphObject(type).With("apiError", value: null);
}
