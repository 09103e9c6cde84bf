namespace Digits.Modeling;

/// <summary>How far an epoch has come.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Finished training steps of the epoch.</param>
/// <param name="Steps">Training steps in the epoch.</param>
/// <param name="Images">Images seen in the epoch.</param>
/// <param name="Loss">Mean loss of the last step.</param>
public readonly record struct TrainingProgress(int Epoch, int Step, int Steps, int Images, double Loss);
