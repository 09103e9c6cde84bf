using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The cells of the runs table that are sent as markup.</summary>
public sealed class RowCellsTests
{
    private static readonly RunColumn Param = RunColumn.Of(ColumnGroup.Params, "p");
    private static readonly RunColumn OwnTag = RunColumn.Of(ColumnGroup.Tags, "t");

    [Fact]
    public async Task Values_with_markup_and_quotes_stay_text()
    {
        string html = await MarkupAsync(new() { ["p"] = "<script>alert(1)</script>" }, new() { ["t"] = "\" onmouseover=\"x" }, [(Param, "param", null), (OwnTag, "text", null)]);
        Assert.Equal("<td role=\"cell\" class=\"param\">&lt;script&gt;alert(1)&lt;/script&gt;</td><td role=\"cell\" class=\"text\">&quot; onmouseover=&quot;x</td>", html);
    }

    [Fact]
    public async Task A_value_that_a_run_lacks_is_a_dash_and_other_scripts_stay_readable() => Assert.Equal(
        "<td role=\"cell\" class=\"param\">–</td><td role=\"cell\" class=\"text pinned\" style=\"left:42px\">größe מודל</td>",
        await MarkupAsync([], new() { ["t"] = "größe מודל" }, [(Param, "param", null), (OwnTag, "text pinned", "left:42px")]));

    [Fact]
    public async Task A_status_and_a_start_are_shown_as_badge_and_local_time()
    {
        string html = await MarkupAsync([], [], [(RunColumn.Status, "text", null), (RunColumn.Started, "text", null)]);
        Assert.Contains("<span class=\"state glyph state-ok\" title=\"The run ended as intended.\">Finished</span>", html, StringComparison.Ordinal);
        Assert.Contains("<local-time datetime=\"2026-11-18T20:06:40.000Z\" mode=\"relative\">", html, StringComparison.Ordinal);
    }

    private static async Task<string> MarkupAsync(Dictionary<string, string> parameters, Dictionary<string, string> tags, IReadOnlyList<(RunColumn Column, string Css, string? Style)> columns)
    {
        using TestStore data = new();
        string experiment = await data.ExperimentAsync("digits");
        Run run = await data.Store.CreateRunAsync(new RunCreation { ExperimentId = experiment, StartTime = 1_795_032_400_000 });
        await data.Store.LogBatchAsync(run.Info.RunId, new RunBatch
        {
            Params = [.. parameters.Select(item => new Param(item.Key, item.Value))],
            Tags = [.. tags.Select(item => new Tag(item.Key, item.Value))],
        });
        await data.Store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = RunStatus.Finished, EndTime = 1_795_032_500_000 });
        run = await data.Store.GetRunAsync(run.Info.RunId);
        RowCells cells = new(columns, DateTimeOffset.FromUnixTimeMilliseconds(1_795_032_500_000));
        return cells.Of(new GridRow(new PlannedRow(0, run.Info.RunId), new RunRow(run, null), null)).Value;
    }
}
