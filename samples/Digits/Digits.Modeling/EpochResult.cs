namespace Digits.Modeling;

/// <summary>What came of an epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Train">On the training images while it learned them, with dropout.</param>
/// <param name="Test">On the test images afterwards.</param>
public sealed record EpochResult(int Epoch, Evaluation Train, Evaluation Test)
{
    /// <summary>The names of the metrics.</summary>
    public static readonly IReadOnlyList<string> MetricNames = ["train_loss", "train_accuracy", "test_loss", "test_accuracy"];

    /// <summary>The values with their metric names.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics =>
        [.. MetricNames.Zip([Train.Loss, Train.Accuracy, Test.Loss, Test.Accuracy], KeyValuePair.Create)];
}
