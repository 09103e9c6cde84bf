using System.Reflection;
using Binnacle.Tracking;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Binnacle.ML;

/// <summary>Logs what ML.NET trains: the trainer's parameters, evaluations, cross-validations, and the model with an MLmodel file.</summary>
public static class Autologging
{
    private const string ModelFile = "model.zip";
    private const string Flavor = "mlnet";
    private const string AutologTag = "mlflow.autologging";

    /// <summary>Logs the parameters of a trainer, or of the trainer in a pipeline: its name as <c>trainer</c>, its options in snake case.</summary>
    /// <typeparam name="TTransformer">What it makes.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="estimator">The trainer or pipeline.</param>
    public static void LogTrainer<TTransformer>(this ActiveRun run, IEstimator<TTransformer> estimator)
        where TTransformer : class, ITransformer
    {
        object trainer = TrainerOptions.TrainerOf(estimator);
        run.SetTag(AutologTag, Flavor);
        run.LogParam("trainer", trainer.GetType().Name);
        run.LogParams(TrainerOptions.Of(trainer));
    }

    /// <summary>Trains, and logs the trainer's parameters and the seconds that it took as <c>training_seconds</c>.</summary>
    /// <typeparam name="TTransformer">What it makes.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="estimator">The trainer or pipeline.</param>
    /// <param name="data">What to learn from.</param>
    public static TTransformer Fit<TTransformer>(this ActiveRun run, IEstimator<TTransformer> estimator, IDataView data)
        where TTransformer : class, ITransformer
    {
        run.LogTrainer(estimator);
        long start = TimeProvider.System.GetTimestamp();
        TTransformer model = estimator.Fit(data);
        run.LogMetric("training_seconds", TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        return model;
    }

    /// <summary>Logs the numbers of an evaluation, in snake case: <c>r_squared</c>, <c>area_under_roc_curve</c>, …</summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">What an <c>Evaluate</c> gave: <c>RegressionMetrics</c>, <c>BinaryClassificationMetrics</c>, <c>MulticlassClassificationMetrics</c>, …</param>
    /// <param name="prefix">Goes before each name. Default: nothing.</param>
    /// <param name="step">The step. Default: 0.</param>
    public static void LogEvaluation(this ActiveRun run, object metrics, string prefix = "", long step = 0)
    {
        KeyValuePair<string, double>[] values = [.. MetricValues.Of(metrics).Select(value => new KeyValuePair<string, double>(prefix + value.Key, value.Value))];
        if (values.Length == 0)
            throw new ArgumentException($"{metrics.GetType().Name} holds no numbers: expected what an Evaluate of ML.NET gave.", nameof(metrics));
        run.LogMetrics(values, step);
        if (metrics is MulticlassClassificationMetrics { ConfusionMatrix: { } matrix })
            run.SetTag("confusion_matrix", matrix.GetFormattedConfusionTable());
    }

    /// <summary>Logs a cross-validation: each fold at its step, with the prefix <c>cv_</c>, and means and standard deviations over the folds.</summary>
    /// <typeparam name="TMetrics">Kind of the metrics.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="folds">What a <c>CrossValidate</c> gave.</param>
    public static void LogCrossValidation<TMetrics>(this ActiveRun run, IReadOnlyList<TrainCatalogBase.CrossValidationResult<TMetrics>> folds)
        where TMetrics : class
    {
        foreach (TrainCatalogBase.CrossValidationResult<TMetrics> fold in folds)
            run.LogEvaluation(fold.Metrics, "cv_", fold.Fold);
        foreach (IGrouping<string, double> values in folds.SelectMany(fold => MetricValues.Of(fold.Metrics)).GroupBy(value => value.Key, value => value.Value))
        {
            double mean = values.Average();
            run.LogMetric($"cv_{values.Key}_mean", mean);
            run.LogMetric($"cv_{values.Key}_std", Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
        }

        run.LogParam("cv_folds", folds.Count);
    }

    /// <summary>Saves a model (<c>model.zip</c>) among the run's files, with an MLmodel file of the flavor <c>mlnet</c> and its input columns as signature.</summary>
    /// <param name="run">The run.</param>
    /// <param name="context">ML.NET's context.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">The columns that it takes.</param>
    /// <param name="artifactPath">Where it lies among the files. Default: <c>model</c>.</param>
    /// <param name="registeredModelName">Name to register it under. Default: it is not registered.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The version that was registered; null for none.</returns>
    public static async Task<ModelVersion?> LogModelAsync(
        this ActiveRun run, MLContext context, ITransformer model, DataViewSchema inputSchema,
        string artifactPath = "model", string? registeredModelName = null, CancellationToken cancellationToken = default)
    {
        string folder = Directory.CreateTempSubdirectory("binnacle-model-").FullName;
        try
        {
            context.Model.Save(model, inputSchema, Path.Combine(folder, ModelFile));
            return await run.LogModelAsync(
                folder,
                new ModelDescription
                {
                    ArtifactPath = artifactPath,
                    RegisteredModelName = registeredModelName,
                    Signature = new ModelSignature(SchemaText.Of(inputSchema), SchemaText.OfNew(model.GetOutputSchema(inputSchema), inputSchema)),
                    Flavors =
                    [
                        new ModelFlavor(Flavor, new Dictionary<string, object?>
                        {
                            ["data"] = ModelFile,
                            ["mlnet_version"] = Version(),
                            ["model_class"] = model.GetType().Name,
                        }),
                    ],
                },
                cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The version of the package; that of the assembly is 1.0.0 always.</summary>
    private static string? Version() => typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
}
