using Binnacle.TorchSharp;
using Digits.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits.Modeling;

/// <summary>Reads digits with the network of a checkpoint.</summary>
public sealed class DigitClassifier : IDisposable
{
    private const int BatchSize = 256;
    private readonly DigitNetwork _network = new();
    private readonly ImageNormalization _normalization;

    /// <param name="checkpoint">The checkpoint of a training.</param>
    /// <exception cref="CheckpointException">It is of another network.</exception>
    public DigitClassifier(Checkpoint checkpoint)
    {
        _normalization = NormalizationNumbers.Of(checkpoint);
        checkpoint.Restore(_network);
        _network.eval();
    }

    /// <summary>Reads images, batch by batch, in order.</summary>
    /// <param name="pixels">Count x 28 x 28 pixels, 0 to 255, as in a raw file.</param>
    public IEnumerable<DigitPrediction> Predict(byte[] pixels)
    {
        int size = BatchSize * DigitSet.PixelsPerImage;
        for (int begin = 0; begin < pixels.Length; begin += size)
        {
            foreach (DigitPrediction prediction in PredictBatch(pixels.AsSpan(begin, Math.Min(size, pixels.Length - begin))))
                yield return prediction;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private DigitPrediction[] PredictBatch(ReadOnlySpan<byte> pixels)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        Tensor images = tensor(_normalization.Apply(pixels)).reshape(-1, 1, DigitSet.Side, DigitSet.Side);
        (Tensor probabilities, Tensor digits) = nn.functional.softmax(_network.call(images), 1).max(1);
        return [.. digits.data<long>().Zip(probabilities.data<float>(), (digit, probability) => new DigitPrediction((int)digit, probability))];
    }
}
