using TorchSharp;
using static TorchSharp.torch;

namespace Digits.Modeling;

/// <summary>Adds up losses and right answers over batches.</summary>
internal sealed class EvaluationSum
{
    private double _loss;
    private long _right;
    private long _images;

    public Evaluation Result => new(_loss / _images, (double)_right / _images);

    /// <summary>Adds a batch and returns its mean loss.</summary>
    public double Add(Tensor scores, Tensor labels, Tensor meanLoss)
    {
        double loss = meanLoss.item<float>();
        _loss += loss * labels.shape[0];
        _right += scores.argmax(1).eq(labels).sum().item<long>();
        _images += labels.shape[0];
        return loss;
    }
}
