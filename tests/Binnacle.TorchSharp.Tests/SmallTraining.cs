using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Binnacle.TorchSharp.Tests;

/// <summary>A training of the smallest kind, with a part that needs random numbers.</summary>
internal sealed class SmallTraining : IDisposable
{
    public SmallTraining(int seed = 1)
    {
        manual_seed(seed);
        Model = nn.Sequential(("linear", nn.Linear(4, 4)), ("dropout", nn.Dropout(0.5)));
        Optimizer = optim.Adadelta(Model.parameters(), 1.0);
    }

    public Sequential Model { get; }

    public OptimizerHelper Optimizer { get; }

    public float[] Weights => [.. Model.parameters().SelectMany(parameter => parameter.data<float>())];

    public void Step(int count = 1)
    {
        for (int step = 0; step < count; step++)
        {
            using var scope = NewDisposeScope();
            Optimizer.zero_grad();
            Model.call(ones(2, 4)).square().mean().backward();
            Optimizer.step();
        }
    }

    public static TrainingState State(int epoch, double score = 0) => new()
    {
        Epoch = epoch,
        Score = score,
        Threads = 1,
        LearningRate = 0.5,
        Metrics = [new("loss", double.NaN, 1, 5), new("loss", 0.1, 2, 6)],
        Numbers = new Dictionary<string, double> { ["mean"] = 0.25 },
        Config = "lr: 1.3\n",
    };

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }
}
