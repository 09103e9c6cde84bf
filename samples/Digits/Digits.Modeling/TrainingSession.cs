using Binnacle.TorchSharp;
using Digits.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Digits.Modeling;

/// <summary>The training of a <see cref="DigitNetwork"/>, epoch by epoch; it can be saved and restored between two epochs.</summary>
/// <remarks>
/// <para>
/// Adadelta with a learning rate that is multiplied by gamma after each epoch. The order of the images in an epoch derives from
/// (seed, epoch), so nothing of it needs to be saved; the weights and dropout come from libtorch's generator.
/// </para>
/// <para>
/// With the same options, data, thread count and version of libtorch, a restored training goes on bit for bit as one that was never
/// interrupted. On a GPU the generator starts anew in each epoch, since TorchSharp cannot read the state of a GPU's. There is one
/// generator in a process: run one session at a time.
/// </para>
/// </remarks>
public sealed class TrainingSession : IDisposable
{
    /// <summary>The number of threads to train with, unless the user asks for another.</summary>
    /// <remarks>
    /// Measured on two cores: an epoch takes 1.6 s with one thread and 1.1 s with two, which then work 2.1 s together, and far longer
    /// where others use the cores too. So several trainings side by side with a thread each are faster; and since the number of
    /// threads changes the last digits, a fixed one gives the same results on every machine.
    /// </remarks>
    public const int PreferredThreads = 1;

    private readonly TrainingOptions _options;
    private readonly Device _device;
    private readonly ImageNormalization _normalization;
    private readonly ImageTensors _train;
    private readonly ImageTensors _test;
    private readonly DigitNetwork _network;
    private readonly Adadelta _optimizer;
    private readonly List<MetricPoint> _metrics = [];

    /// <summary>A training that has not begun: random weights from the seed.</summary>
    /// <param name="options">What to train with.</param>
    /// <param name="data">The images.</param>
    /// <param name="device">The device to compute on.</param>
    public TrainingSession(TrainingOptions options, ProcessedDataSet data, Device device)
    {
        (_options, _device, _normalization, LearningRate) = (options, device, data.Normalization, options.LearningRate);
        manual_seed(options.Seed);
        _train = new ImageTensors(data.Train, device);
        _test = new ImageTensors(data.Test, device);
        _network = new DigitNetwork().to(device);
        _optimizer = optim.Adadelta(_network.parameters(), options.LearningRate);
    }

    /// <summary>The finished epochs.</summary>
    public int Epoch { get; private set; }

    /// <summary>The learning rate of the next epoch.</summary>
    public double LearningRate { get; private set; }

    /// <summary>All metric values so far.</summary>
    public IReadOnlyList<MetricPoint> Metrics => _metrics;

    /// <summary>The network.</summary>
    public DigitNetwork Network => _network;

    /// <summary>The optimiser.</summary>
    public OptimizerHelper Optimizer => _optimizer;

    /// <summary>Training steps in an epoch.</summary>
    public int StepsPerEpoch => _options.DryRun ? 1 : (_train.Count + _options.TrainBatchSize - 1) / _options.TrainBatchSize;

    /// <summary>Trains the next epoch and evaluates the network on the test images.</summary>
    /// <param name="progress">Told after each step; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two steps; the session is then of no further use.</param>
    public EpochResult TrainEpoch(IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Evaluation train = Train(Epoch + 1, progress, cancellationToken);
        Evaluation test = Evaluate(cancellationToken);
        Epoch++;
        LearningRate *= _options.Gamma;
        EpochResult result = new(Epoch, train, test);
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        _metrics.AddRange(result.Metrics.Select(metric => new MetricPoint(metric.Key, metric.Value, Epoch, now)));
        return result;
    }

    /// <summary>Writes a checkpoint of the training as it stands.</summary>
    /// <param name="store">The training's checkpoints.</param>
    /// <param name="config">The configuration as YAML, for the one who goes on.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public Checkpoint Save(CheckpointStore store, string config) => store.Save(
        new TrainingState
        {
            Epoch = Epoch,
            Score = _metrics.FindLast(metric => metric.Key == "test_loss")?.Value ?? double.NaN,
            Threads = TorchThreads.Count,
            LearningRate = LearningRate,
            Metrics = _metrics,
            Numbers = _normalization.ToNumbers(),
            Config = config,
        },
        _network,
        _optimizer);

    /// <summary>Takes over the state of a checkpoint: the next epoch follows the checkpoint's.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="learningRate">The learning rate of the next epoch; null: the one that the schedule had reached.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another network.</exception>
    public void Restore(Checkpoint checkpoint, double? learningRate = null)
    {
        checkpoint.Restore(_network, _optimizer);
        _metrics.Clear();
        _metrics.AddRange(checkpoint.State.Metrics);
        Epoch = checkpoint.State.Epoch;
        LearningRate = learningRate ?? checkpoint.State.LearningRate;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _train.Dispose();
        _test.Dispose();
    }

    private Evaluation Train(int epoch, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (_device.type != DeviceType.CPU)
            manual_seed(_options.Seed + epoch);
        foreach (optim.ILearningRateController group in _optimizer.ParamGroups)
            group.LearningRate = LearningRate;

        _network.train();
        using var generator = new Generator(((ulong)(uint)_options.Seed << 32) + (uint)epoch);
        using Tensor drawn = randperm(_train.Count, generator: generator);
        using Tensor order = drawn.to(_device);
        EvaluationSum sum = new();
        for (int step = 0; step < StepsPerEpoch; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(_train.Count, (step + 1) * _options.TrainBatchSize);
            double loss = Step(order, step * _options.TrainBatchSize, end, sum);
            progress?.Report(new(epoch, step + 1, StepsPerEpoch, end, loss));
        }

        return sum.Result;
    }

    private double Step(Tensor order, int begin, int end, EvaluationSum sum)
    {
        using var scope = NewDisposeScope();
        Tensor batch = order.slice(0, begin, end, 1);
        Tensor labels = _train.Labels.index_select(0, batch);
        _optimizer.zero_grad();
        Tensor scores = _network.call(_train.Images.index_select(0, batch));
        Tensor loss = nn.functional.cross_entropy(scores, labels);
        loss.backward();
        _optimizer.step();
        return sum.Add(scores, labels, loss);
    }

    private Evaluation Evaluate(CancellationToken cancellationToken)
    {
        _network.eval();
        using var withoutGradients = no_grad();
        EvaluationSum sum = new();
        for (int begin = 0; begin < _test.Count; begin += _options.TestBatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int end = Math.Min(_test.Count, begin + _options.TestBatchSize);
            Tensor labels = _test.Labels.slice(0, begin, end, 1);
            Tensor scores = _network.call(_test.Images.slice(0, begin, end, 1));
            sum.Add(scores, labels, nn.functional.cross_entropy(scores, labels));
        }

        return sum.Result;
    }
}
