using System.Numerics.Tensors;

namespace Digits.Data.Tests;

/// <summary>A linear classifier of the pixels, trained by stochastic gradient descent: the measure of how hard a data set is.</summary>
internal sealed class SoftmaxRegression
{
    private const int Inputs = DigitSet.PixelsPerImage + 1;

    private readonly float[] _weights = new float[DigitSet.Classes * Inputs];

    public static SoftmaxRegression Train(DigitSet set, int epochs)
    {
        var model = new SoftmaxRegression();
        var random = new Random(0);
        int[] order = [.. Enumerable.Range(0, set.Count)];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (int index in order)
                model.Step(Image(set, index), set.Labels[index], 0.03f / (1 + epoch));
        }

        return model;
    }

    public double Accuracy(DigitSet set) =>
        Enumerable.Range(0, set.Count).Count(index => TensorPrimitives.IndexOfMax<float>(Scores(Image(set, index))) == set.Labels[index])
        / (double)set.Count;

    private void Step(float[] image, int label, float rate)
    {
        float[] errors = Scores(image);
        TensorPrimitives.SoftMax(errors, errors);
        errors[label] -= 1;
        for (int digit = 0; digit < DigitSet.Classes; digit++)
        {
            Span<float> weights = _weights.AsSpan(digit * Inputs, Inputs);
            TensorPrimitives.MultiplyAdd<float>(image, -rate * errors[digit], weights, weights);
        }
    }

    private float[] Scores(float[] image) =>
        [.. Enumerable.Range(0, DigitSet.Classes).Select(digit => TensorPrimitives.Dot<float>(_weights.AsSpan(digit * Inputs, Inputs), image))];

    private static float[] Image(DigitSet set, int index)
    {
        float[] image = new float[Inputs];
        for (int pixel = 0; pixel < DigitSet.PixelsPerImage; pixel++)
            image[pixel] = set.Images[index * DigitSet.PixelsPerImage + pixel] / 255f;
        image[^1] = 1;
        return image;
    }
}
