using Binnacle.Testing;
using Binnacle.Tracking;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Binnacle.ML.Tests;

public sealed class AutologgingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly TrackingClient _client;

    public AutologgingTests() => _client = new TrackingClient(new FileTrackingStore(_folder["mlruns"]), new TrackingClientOptions { SpillFolder = "" });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trained_regression_is_logged_with_parameters_evaluation_and_model()
    {
        IDataView data = Points();
        var pipeline = _ml.Transforms.Concatenate("Features", nameof(Point.X), nameof(Point.Y))
            .Append(_ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = nameof(Point.Target), MaximumNumberOfIterations = 20, L2Regularization = 0.01f }));
        ActiveRun run = await _client.StartRunAsync();
        ITransformer model = run.Fit(pipeline, data);
        run.LogEvaluation(_ml.Regression.Evaluate(model.Transform(data), nameof(Point.Target)));
        ModelVersion? version = await run.LogModelAsync(_ml, model, data.Schema, registeredModelName: "plane");
        await run.FinishAsync();

        Run stored = await _client.Store.GetRunAsync(run.RunId);
        Assert.Equal(("SdcaRegressionTrainer", "20", "0.01", "mlnet"), (stored.Params["trainer"], stored.Params["maximum_number_of_iterations"], stored.Params["l2_regularization"], stored.Tags["mlflow.autologging"]));
        Assert.InRange(stored.Metrics["r_squared"].Value, 0.9, 1);
        Assert.True(stored.Metrics["training_seconds"].Value > 0);
        Assert.Equal(("plane", 1), (version!.Name, version.Version));
        Assert.Contains("\"artifact_path\": \"model\"", stored.Tags["mlflow.log-model.history"].Replace("\":\"", "\": \"", StringComparison.Ordinal), StringComparison.Ordinal);

        IArtifactStore artifacts = _client.Store.OpenArtifacts(run.Info);
        string description = await artifacts.ReadTextAsync("model/MLmodel");
        Assert.Matches("mlnet_version: [^1]", description);
        Assert.All(["mlnet:", "data: model.zip", $"run_id: {run.RunId}", "utc_time_created: '", "\"name\":\"Target\""], text => Assert.Contains(text, description, StringComparison.Ordinal));
        string local = await artifacts.DownloadAsync("model", _folder["back"]);
        ITransformer loaded = _ml.Model.Load(Path.Combine(local, "model.zip"), out _);
        var engine = _ml.Model.CreatePredictionEngine<Point, Prediction>(loaded);
        Assert.InRange(engine.Predict(new Point { X = 1, Y = 1 }).Score, 4, 6);
    }

    [Fact]
    public async Task A_cross_validation_is_logged_fold_by_fold()
    {
        var pipeline = _ml.Transforms.Concatenate("Features", nameof(Point.X), nameof(Point.Y))
            .Append(_ml.BinaryClassification.Trainers.SdcaLogisticRegression(nameof(Point.Above)));
        ActiveRun run = await _client.StartRunAsync();
        run.LogTrainer(pipeline);
        run.LogCrossValidation(_ml.BinaryClassification.CrossValidate(Points(), pipeline, numberOfFolds: 3, labelColumnName: nameof(Point.Above)));
        await run.FinishAsync();

        Run stored = await _client.Store.GetRunAsync(run.RunId);
        Assert.Equal("3", stored.Params["cv_folds"]);
        IReadOnlyList<Metric> folds = (await _client.Store.GetMetricHistoryAsync(run.RunId, "cv_accuracy")).Items;
        Assert.Equal([0L, 1, 2], folds.Select(fold => fold.Step).Order());
        Assert.Equal(folds.Average(fold => fold.Value), stored.Metrics["cv_accuracy_mean"].Value, 12);
        Assert.Contains("cv_area_under_roc_curve_std", stored.Metrics.Keys);
    }

    [Fact]
    public async Task What_holds_no_numbers_is_refused()
    {
        await using ActiveRun run = await _client.StartRunAsync();
        Assert.Contains("holds no numbers", Assert.Throws<ArgumentException>(() => run.LogEvaluation("text")).Message, StringComparison.Ordinal);
    }

    private IDataView Points()
    {
        Random random = new(1);
        return _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 300).Select(_ =>
        {
            (float x, float y) = (random.NextSingle() * 2, random.NextSingle() * 2);
            return new Point { X = x, Y = y, Target = (2 * x) + (3 * y), Above = x + y > 2 };
        }).ToArray());
    }

    private sealed class Point
    {
        public float X { get; set; }

        public float Y { get; set; }

        public float Target { get; set; }

        public bool Above { get; set; }
    }

    private sealed class Prediction
    {
        [ColumnName("Score")]
        public float Score { get; set; }
    }
}
