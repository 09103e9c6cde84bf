using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Runs.Filtering;

namespace Binnacle.Server.Tests.Ui;

public sealed class FilterCompletionTests
{
    private static readonly FilterCompletion Completion = new(
        [.. RunColumn.Attributes, RunColumn.Of(ColumnGroup.Metrics, "acc"), RunColumn.Of(ColumnGroup.Metrics, "val/loss"), RunColumn.Of(ColumnGroup.Params, "lr")],
        column => column.Key == "lr" ? ["0.9", "1.3", "0.9"] : []);

    [Theory]
    [InlineData("|", "attributes.status ")]
    [InlineData("met|", "metrics.acc ")]
    [InlineData("acc|", "metrics.acc ")]
    [InlineData("metrics.val|", "metrics.`val/loss` ")]
    [InlineData("metrics.acc |", "> ")]
    [InlineData("metrics.acc > 0.9 |", "AND ")]
    [InlineData("metrics.acc > 0.9 AND par|", "params.lr ")]
    [InlineData("NOT (|", "attributes.status ")]
    [InlineData("params.lr |", "= ")]
    [InlineData("params.lr = |", "'0.9' ")]
    [InlineData("params.lr = '1|", "'1.3' ")]
    [InlineData("params.lr IN ('0.9', |", "'0.9' ")]
    [InlineData("attributes.status = |", "'RUNNING' ")]
    [InlineData("params.lr IS |", "NULL ")]
    [InlineData("met| AND params.lr = '0.9'", "metrics.acc ")]
    public void The_first_suggestion_fits_the_place(string text, string expected)
    {
        int caret = text.IndexOf('|', StringComparison.Ordinal);
        FilterSuggestions found = Completion.At(text.Replace("|", "", StringComparison.Ordinal), caret);
        Assert.Equal(expected, found.Items[0].Text);
        Assert.Equal(caret, found.End);
    }

    [Fact]
    public void What_was_typed_is_replaced()
    {
        FilterSuggestions found = Completion.At("metrics.acc > 0.9 AND par", 25);
        Assert.Equal((22, 25), (found.Start, found.End));
    }

    [Fact]
    public void Whatever_is_typed_and_wherever_the_caret_stands_nothing_breaks() =>
        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.String, CsCheck.Gen.Int[-3, 300]), (text, caret) =>
        {
            FilterSuggestions found = Completion.At(text, caret);
            Assert.InRange(found.Start, 0, found.End);
            Assert.InRange(found.End, 0, text.Length);
        });
}
