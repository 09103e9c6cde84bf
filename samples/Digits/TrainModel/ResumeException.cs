namespace Digits.TrainModel;

/// <summary>There is no training to resume; the message says why and what to do.</summary>
internal sealed class ResumeException(string message) : IOException(message);
