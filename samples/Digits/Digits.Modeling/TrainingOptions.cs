namespace Digits.Modeling;

/// <summary>What a training is done with.</summary>
public sealed record TrainingOptions
{
    /// <summary>The learning rate of the first epoch; above 0.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The learning rate is multiplied by this after each epoch.</summary>
    public required double Gamma { get; init; }

    /// <summary>Images in a training step.</summary>
    public required int TrainBatchSize { get; init; }

    /// <summary>Images in a step of the evaluation; has no influence on its result.</summary>
    public required int TestBatchSize { get; init; }

    /// <summary>Weights, dropout and the order of the images derive from it.</summary>
    public required int Seed { get; init; }

    /// <summary>One training step an epoch, to see whether everything works. False by default.</summary>
    public bool DryRun { get; init; }
}
