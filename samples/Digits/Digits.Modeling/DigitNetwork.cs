using Digits.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Digits.Modeling;

/// <summary>A small convolutional network: two pooled convolutions of 16 and 32 channels, dropout, two linear layers.</summary>
/// <remarks>Takes normalised images (count x 1 x 28 x 28) and gives a score for each digit; softmax makes probabilities of them.</remarks>
public sealed class DigitNetwork : nn.Module<Tensor, Tensor>
{
    private const int PooledSide = ((DigitSet.Side - 2) / 2 - 2) / 2;

    private readonly Sequential _features;
    private readonly Sequential _classifier;

    /// <summary>A network with random weights, drawn from libtorch's generator.</summary>
    public DigitNetwork()
        : base(nameof(DigitNetwork))
    {
        _features = nn.Sequential(
            ("conv1", nn.Conv2d(1, 16, kernel_size: 3)),
            ("pool1", nn.MaxPool2d(2)),
            ("relu1", nn.ReLU()),
            ("conv2", nn.Conv2d(16, 32, kernel_size: 3)),
            ("pool2", nn.MaxPool2d(2)),
            ("relu2", nn.ReLU()),
            ("dropout1", nn.Dropout(0.25)));
        _classifier = nn.Sequential(
            ("flatten", nn.Flatten()),
            ("linear1", nn.Linear(32 * PooledSide * PooledSide, 64)),
            ("relu3", nn.ReLU()),
            ("dropout2", nn.Dropout(0.25)),
            ("linear2", nn.Linear(64, DigitSet.Classes)));
        register_module("features", _features);
        register_module("classifier", _classifier);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor features = _features.call(input);
        return _classifier.call(features);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _features.Dispose();
            _classifier.Dispose();
        }

        base.Dispose(disposing);
    }
}
