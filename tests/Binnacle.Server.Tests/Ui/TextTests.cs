using System.Text;
using Binnacle.Server.Ui.Artifacts;
using Binnacle.Server.Ui.Shared;

namespace Binnacle.Server.Tests.Ui;

public sealed class TextTests
{
    [Theory]
    [InlineData(0.974613, "0.97461")]
    [InlineData(2, "2")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1.2e-7, "1.2e-07")]
    [InlineData(123456.789, "123457")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.MaxValue, "∞")]
    public void Numbers_are_short(double value, string expected) => Assert.Equal(expected, NumberText.Short(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1_000_000, "1,000,000")]
    [InlineData(12_345_678_901, "12,345,678,901")]
    public void Counts_are_written_out_in_groups_of_three(long count, string expected) => Assert.Equal(expected, NumberText.Count(count));

    [Theory]
    [InlineData(350, "350ms")]
    [InlineData(14_480, "14.4s")]
    [InlineData(187_000, "3m 07s")]
    [InlineData(7_500_000, "2h 05m")]
    [InlineData(385_200_000, "4d 11h")]
    [InlineData(-5, "0ms")]
    public void Durations_have_two_units(long milliseconds, string expected) =>
        Assert.Equal(expected, TimeText.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_540, "1.5 KB")]
    [InlineData(200_000_000, "200 MB")]
    public void Sizes_are_decimal(long bytes, string expected) => Assert.Equal(expected, NumberText.Bytes(bytes));

    [Fact]
    public async Task Json_is_indented()
    {
        ArtifactPreview preview = await PreviewAsync("""{"lr":0.9,"name":"größe"}"""u8.ToArray(), "config.json");
        Assert.Equal("{\n  \"lr\": 0.9,\n  \"name\": \"größe\"\n}", preview.Text!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Broken_json_is_shown_as_it_is() => Assert.Equal("{\"lr\":", (await PreviewAsync("{\"lr\":"u8.ToArray(), "config.json")).Text);

    [Fact]
    public async Task Bytes_are_not_shown_as_text() => Assert.Null((await PreviewAsync([1, 0, 2], "a.bin")).Text);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_long_text_is_cut_between_characters(int shift)
    {
        string text = new string('a', shift) + string.Concat(Enumerable.Repeat("😀", 100_000));
        ArtifactPreview preview = await PreviewAsync(Encoding.UTF8.GetBytes(text), "log.txt");
        Assert.True(preview.IsCut);
        Assert.StartsWith(preview.Text!, text, StringComparison.Ordinal);
        Assert.InRange(preview.Text!.Length, 100_000, 140_000);
    }

    private static Task<ArtifactPreview> PreviewAsync(byte[] bytes, string path) => ArtifactPreview.ReadAsync(new MemoryStream(bytes), path);
}
