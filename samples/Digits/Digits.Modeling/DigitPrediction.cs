namespace Digits.Modeling;

/// <summary>What a network reads in an image.</summary>
/// <param name="Digit">The digit, from 0 to 9.</param>
/// <param name="Probability">How sure it is, from 0 to 1.</param>
public readonly record struct DigitPrediction(int Digit, double Probability);
