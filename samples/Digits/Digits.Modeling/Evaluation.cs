namespace Digits.Modeling;

/// <summary>How well a network does on a set of images.</summary>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">The part of the images that it reads rightly, from 0 to 1.</param>
public readonly record struct Evaluation(double Loss, double Accuracy);
