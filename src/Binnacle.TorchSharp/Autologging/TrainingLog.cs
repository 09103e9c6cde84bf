using Binnacle.Tracking;
using TorchSharp;
using TorchSharp.Modules;

namespace Binnacle.TorchSharp;

/// <summary>Logs a training to a run: parameters of model, optimiser and data, losses and metrics, learning rate, checkpoints, the model.</summary>
/// <remarks>
/// The caller's loop tells it of each step and epoch. Steps are counted over all epochs: the metric <c>train_loss_step</c> and
/// <c>learning_rate</c> have them as steps, <c>train_loss</c> and the metrics of an epoch have the epoch. Not for several threads.
/// </remarks>
public sealed class TrainingLog
{
    private const string Flavor = "torchsharp";
    private const string WeightsFile = "data/model.dat";
    private readonly ActiveRun _run;
    private readonly torch.nn.Module _model;
    private readonly torch.optim.Optimizer _optimizer;
    private readonly AutologOptions _options;
    private double _lossSum;
    private int _lossCount;

    private TrainingLog(ActiveRun run, torch.nn.Module model, torch.optim.Optimizer optimizer, AutologOptions options) =>
        (_run, _model, _optimizer, _options) = (run, model, optimizer, options);

    /// <summary>Steps told of so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Epochs told of so far.</summary>
    public long Epochs { get; private set; }

    /// <summary>Begins: logs the parameters, the tag <c>mlflow.autologging</c> and the model's summary.</summary>
    /// <param name="run">The run.</param>
    /// <param name="model">The model that is trained.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <param name="options">What is recorded; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<TrainingLog> StartAsync(
        ActiveRun run, torch.nn.Module model, torch.optim.Optimizer optimizer, AutologOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AutologOptions();
        var description = AutologDescription.Of(model, optimizer, options.Datasets);
        run.SetTag(ReservedTags.Autologging, Flavor);
        run.LogParamsKeepingFirst(description.Parameters);
        if (options.LogSummary)
            await run.LogTextAsync(description.Summary, AutologDescription.SummaryFile, cancellationToken);
        return new TrainingLog(run, model, optimizer, options);
    }

    /// <summary>Tells of a step of the optimiser.</summary>
    /// <param name="loss">The loss on the step's batch.</param>
    public void Step(double loss)
    {
        Steps++;
        _lossSum += loss;
        _lossCount++;
        if (_options.EverySteps <= 0 || Steps % _options.EverySteps != 0)
            return;
        _run.LogMetric("train_loss_step", loss, Steps);
        LogLearningRates(Steps);
    }

    /// <summary>Tells of the end of an epoch: its mean loss as <c>train_loss</c>, the learning rate, and further metrics.</summary>
    /// <param name="metrics">What was measured, for example <c>test_accuracy</c>. Default: nothing.</param>
    public void Epoch(IEnumerable<KeyValuePair<string, double>>? metrics = null)
    {
        Epochs++;
        if (_lossCount > 0)
            _run.LogMetric("train_loss", _lossSum / _lossCount, Epochs);
        if (_options.EverySteps <= 0)
            LogLearningRates(Epochs);
        _run.LogMetrics(metrics ?? [], Epochs);
        (_lossSum, _lossCount) = (0, 0);
    }

    /// <summary>Copies a checkpoint to the run's files, to <c>checkpoints/EPOCH</c>, and notes it as the latest.</summary>
    public async Task CheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default)
    {
        string folder = $"checkpoints/{checkpoint.State.Epoch}";
        await _run.LogArtifactsAsync(checkpoint.Folder, folder, cancellationToken);
        _run.SetTag("mlflow.latest_checkpoint_artifact", folder);
    }

    /// <summary>Saves the model among the run's files, with an MLmodel file of the flavor <c>torchsharp</c>.</summary>
    /// <param name="example">A batch that the model takes, for the signature. Default: none, no signature is written.</param>
    /// <param name="artifactPath">Where it lies among the files. Default: <c>model</c>.</param>
    /// <param name="registeredModelName">Name to register it under. Default: it is not registered.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The version that was registered; null for none.</returns>
    public async Task<ModelVersion?> LogModelAsync(
        torch.Tensor? example = null, string artifactPath = "model", string? registeredModelName = null, CancellationToken cancellationToken = default)
    {
        string folder = Directory.CreateTempSubdirectory("binnacle-model-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            _model.save(Path.Combine(folder, WeightsFile));
            await File.WriteAllTextAsync(Path.Combine(folder, AutologDescription.SummaryFile), ModelSummary.Of(_model), cancellationToken);
            return await _run.LogModelAsync(
                folder,
                new ModelDescription
                {
                    ArtifactPath = artifactPath,
                    RegisteredModelName = registeredModelName,
                    Signature = example is null ? null : new ModelSignature(TensorText.Of(example)),
                    Flavors =
                    [
                        new ModelFlavor(Flavor, new Dictionary<string, object?>
                        {
                            ["model_class"] = _model.GetType().FullName,
                            ["model_data"] = WeightsFile,
                            ["torchsharp_version"] = typeof(torch).Assembly.GetName().Version?.ToString(3),
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

    /// <summary>One of the first group of parameters, with a number for each of the others.</summary>
    private void LogLearningRates(long step)
    {
        int group = 0;
        foreach (var parameters in _optimizer.ParamGroups)
        {
            _run.LogMetric(group == 0 ? "learning_rate" : $"learning_rate_{group}", parameters.LearningRate, step);
            group++;
        }
    }
}
