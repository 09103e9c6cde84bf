using System.Text.Json.Serialization;

namespace Digits.BatchInfer;

/// <summary>A line of the results.</summary>
/// <param name="Time">When the image was read, UTC.</param>
/// <param name="Source">The file that holds the image.</param>
/// <param name="Index">The image's place in it, from 0.</param>
/// <param name="Prediction">The digit.</param>
/// <param name="Probability">How sure the network is, from 0 to 1.</param>
internal sealed record InferredDigit(DateTime Time, string Source, int Index, int Prediction, double Probability);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InferredDigit))]
internal sealed partial class InferredDigitJson : JsonSerializerContext;
