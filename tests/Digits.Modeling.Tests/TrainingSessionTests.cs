using Binnacle.Testing;
using Binnacle.TorchSharp;
using TorchSharp;

namespace Digits.Modeling.Tests;

[Collection(LibtorchCollection.Name)]
public sealed class TrainingSessionTests(SmallData data)
{
    private static readonly TrainingOptions Options = new()
    {
        LearningRate = 1.3,
        Gamma = 0.7,
        TrainBatchSize = 32,
        TestBatchSize = 50,
        Seed = 1111,
    };

    [Fact]
    public void Training_learns_to_read_digits()
    {
        using TrainingSession session = Begin(Options);
        EpochResult[] results = [.. Enumerable.Range(0, 6).Select(_ => session.TrainEpoch())];
        Assert.True(results[^1].Test.Loss < results[0].Test.Loss, $"{results[0]} {results[^1]}");
        Assert.InRange(results[^1].Test.Accuracy, 0.4, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_training_and_another_seed_another() =>
        Assert.Equal(
            [true, false],
            [Weights(Options) == Weights(Options), Weights(Options) == Weights(Options with { Seed = 2 })]);

    [Fact]
    public void Two_epochs_a_checkpoint_and_three_epochs_are_five_epochs_bit_for_bit()
    {
        using TemporaryFolder folder = new();
        using TrainingSession whole = Begin(Options);
        Train(whole, 5);

        CheckpointStore store = new(folder.Path);
        using (TrainingSession first = Begin(Options))
        {
            Train(first, 2);
            first.Save(store, "");
        }

        torch.manual_seed(99);
        using TrainingSession second = Begin(Options);
        second.Restore(store.Last()!);
        Train(second, 3);

        Assert.Equal(Hash(whole), Hash(second));
        Assert.Equal(Values(whole), Values(second));
        Assert.Equal(whole.LearningRate, second.LearningRate);
    }

    [Fact]
    public void A_learning_rate_that_is_given_applies_from_the_checkpoint_on()
    {
        using TemporaryFolder folder = new();
        CheckpointStore store = new(folder.Path);
        using TrainingSession session = Begin(Options);
        Train(session, 1);
        session.Save(store, "");
        Assert.Equal(1.3 * 0.7, session.LearningRate);

        session.Restore(store.Last()!, learningRate: 0.5);
        Train(session, 1);
        Assert.Equal((2, 0.5 * 0.7), (session.Epoch, session.LearningRate));
    }

    [Fact]
    public void The_batch_size_of_the_evaluation_has_no_influence_on_the_accuracy()
    {
        using TrainingSession small = Begin(Options with { TestBatchSize = 7 });
        using TrainingSession large = Begin(Options with { TestBatchSize = 1000 });
        torch.manual_seed(5);
        Evaluation one = small.TrainEpoch().Test;
        torch.manual_seed(5);
        Evaluation other = large.TrainEpoch().Test;
        Assert.Equal(one.Accuracy, other.Accuracy, 10);
        Assert.Equal(one.Loss, other.Loss, 5);
    }

    [Fact]
    public void Progress_is_told_after_each_step()
    {
        List<TrainingProgress> told = [];
        using TrainingSession session = Begin(Options);
        session.TrainEpoch(new Listener(told));
        Assert.Equal(10, told.Count);
        Assert.Equal((1, 10, 10, 300), (told[^1].Epoch, told[^1].Step, told[^1].Steps, told[^1].Images));
    }

    [Fact]
    public void A_dry_run_takes_one_step()
    {
        List<TrainingProgress> told = [];
        using TrainingSession session = Begin(Options with { DryRun = true });
        session.TrainEpoch(new Listener(told));
        Assert.Equal(1, Assert.Single(told).Steps);
    }

    [Fact]
    public void Training_stops_between_two_steps_when_it_is_cancelled()
    {
        using CancellationTokenSource stop = new();
        using TrainingSession session = Begin(Options);
        Assert.Throws<OperationCanceledException>(() => session.TrainEpoch(new Stopper(stop), stop.Token));
    }

    [Fact]
    public void Training_holds_no_more_tensors_after_an_epoch_than_before()
    {
        using TrainingSession session = Begin(Options);
        session.TrainEpoch();
        long before = torch.Tensor.TotalCount;
        Train(session, 2);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void A_classifier_reads_what_the_network_of_the_checkpoint_reads()
    {
        using TemporaryFolder folder = new();
        CheckpointStore store = new(folder.Path);
        using TrainingSession session = Begin(Options);
        Train(session, 4);
        double accuracy = session.Metrics.Last(metric => metric.Key == "test_accuracy").Value;

        using DigitClassifier classifier = new(session.Save(store, ""));
        byte[] pixels = Data.DigitArtist.Draw(1, 1, SmallData.TestCount).Images;
        DigitPrediction[] predictions = [.. classifier.Predict(pixels)];

        int right = predictions.Zip(data.Set.Test.Labels).Count(pair => pair.First.Digit == pair.Second);
        Assert.Equal(accuracy, (double)right / SmallData.TestCount);
        Assert.All(predictions, prediction => Assert.InRange(prediction.Probability, 0.1, 1));
    }

    private static void Train(TrainingSession session, int epochs)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
            session.TrainEpoch();
    }

    private static string Hash(TrainingSession session) =>
        string.Join(' ', session.Network.parameters().Select(weights => Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(weights.bytes.ToArray()))));

    private static IEnumerable<(string, double, long)> Values(TrainingSession session) =>
        session.Metrics.Select(metric => (metric.Key, metric.Value, metric.Step));

    private string Weights(TrainingOptions options)
    {
        using TrainingSession session = Begin(options);
        Train(session, 1);
        return Hash(session);
    }

    private TrainingSession Begin(TrainingOptions options)
    {
        TorchThreads.Count = TrainingSession.PreferredThreads;
        return new TrainingSession(options, data.Set, torch.CPU);
    }

    private sealed class Listener(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stop.Cancel();
    }
}
