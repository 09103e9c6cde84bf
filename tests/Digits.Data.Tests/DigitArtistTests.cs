namespace Digits.Data.Tests;

public sealed class DigitArtistTests
{
    [Fact]
    public void The_same_seed_draws_the_same_pixels_on_every_system() => Assert.Equal(
        "8617615809126f699bde1a9cdab8e77f0302e38b2d119ff762a938aa31a93c1b",
        RawDataSet.Hash(DigitArtist.Draw(seed: 1, split: 0, count: 500).Images));

    [Fact]
    public void Drawing_on_several_threads_does_not_change_the_set()
    {
        DigitSet few = DigitArtist.Draw(7, 0, 40);
        DigitSet again = DigitArtist.Draw(7, 0, 40);
        Assert.Equal(few.Images, again.Images);
        Assert.Equal(few.Labels, again.Labels);
    }

    [Fact]
    public void Sets_of_one_seed_share_no_image()
    {
        DigitSet train = DigitArtist.Draw(1, 0, 1000);
        DigitSet test = DigitArtist.Draw(1, 1, 1000);
        HashSet<string> images = [.. Images(train)];
        Assert.Equal(1000, images.Count);
        Assert.DoesNotContain(Images(test), images.Contains);
    }

    [Fact]
    public void Labels_are_balanced_and_mixed()
    {
        DigitSet set = DigitArtist.Draw(1, 0, 1000);
        Assert.All(set.Labels.CountBy(label => label), entry => Assert.Equal(100, entry.Value));
        Assert.NotEqual(set.Labels.Order(), set.Labels);
    }

    [Fact]
    public void Ink_and_paper_are_both_there() => Assert.All(DigitArtist.Draw(3, 0, 200).Images.Chunk(DigitSet.PixelsPerImage), image =>
    {
        Assert.InRange(image.Count(pixel => pixel > 150), 5, 400);
        Assert.True(image.Count(pixel => pixel < 100) > 300);
    });

    [Fact]
    public void A_linear_classifier_of_the_pixels_stays_below_90_percent()
    {
        DigitSet train = DigitArtist.Draw(1, 0, DataPreparation.TrainCount);
        DigitSet test = DigitArtist.Draw(1, 1, DataPreparation.TestCount);
        double accuracy = SoftmaxRegression.Train(train, epochs: 6).Accuracy(test);
        TestContext.Current.SendDiagnosticMessage("linear softmax: {0:P1} of the test images", accuracy);
        Assert.InRange(accuracy, 0.6, 0.9);
    }

    private static IEnumerable<string> Images(DigitSet set) => set.Images.Chunk(DigitSet.PixelsPerImage).Select(Convert.ToHexString);
}
