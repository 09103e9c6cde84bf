namespace Binnacle.TorchSharp.Tests;

[Collection("libtorch")]
public sealed class AutologgingTests
{
    [Fact]
    public void Model_optimiser_and_data_are_described()
    {
        using SmallTraining training = new();
        var description = AutologDescription.Of(training.Model, training.Optimizer, new DatasetFacts("train", 10, [1, 28, 28]));
        Dictionary<string, object> parameters = new(description.Parameters);

        Assert.Equal("Sequential", parameters["model_class"]);
        Assert.Equal(20L, parameters["model_parameters"]);
        Assert.Equal("Adadelta", parameters["optimizer_name"]);
        Assert.Equal(0.9, parameters["opt_rho"]);
        Assert.Equal("1x28x28", parameters["dataset_train_shape"]);
    }

    [Fact]
    public void The_summary_has_a_line_for_each_layer()
    {
        using SmallTraining training = new();
        Assert.Equal(
            """
            Layer    Kind     Parameters
            linear   Linear           20
            dropout  Dropout           0
            20 trainable parameters

            """,
            ModelSummary.Of(training.Model),
            ignoreLineEndingDifferences: true);
    }
}
