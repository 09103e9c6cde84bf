using Digits.Data;
using static TorchSharp.torch;

namespace Digits.Modeling;

/// <summary>A split of the data set on the device: small enough to lie there whole.</summary>
internal sealed class ImageTensors : IDisposable
{
    public ImageTensors(ProcessedSplit split, Device device)
    {
        using Tensor images = tensor(split.Images).reshape(split.Count, 1, DigitSet.Side, DigitSet.Side);
        using Tensor labels = tensor(split.Labels);
        Images = images.to(device, copy: true);
        Labels = labels.to(ScalarType.Int64).to(device);
        Count = split.Count;
    }

    public Tensor Images { get; }

    public Tensor Labels { get; }

    public int Count { get; }

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
