using Binnacle.TorchSharp;
using Digits.Data;

namespace Digits.Modeling;

/// <summary>The normalisation of the images inside a checkpoint: a network reads only images that are normalised as its training's were.</summary>
internal static class NormalizationNumbers
{
    private const string Mean = "pixel_mean";
    private const string Deviation = "pixel_deviation";

    public static Dictionary<string, double> ToNumbers(this ImageNormalization normalization) =>
        new() { [Mean] = normalization.Mean, [Deviation] = normalization.Deviation };

    public static ImageNormalization Of(Checkpoint checkpoint) =>
        checkpoint.State.Numbers.TryGetValue(Mean, out double mean) && checkpoint.State.Numbers.TryGetValue(Deviation, out double deviation)
            ? new(mean, deviation)
            : throw new CheckpointException($"{checkpoint.Folder}: the checkpoint has no '{Mean}' and '{Deviation}'; it is not of a digit network.");
}
