using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Sweeps;
using Binnacle.Testing;
using Binnacle.Tracking;
using Bunit;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Binnacle.Server.Tests.Ui;

/// <summary>Sweeps without a study: their record, their runs, their page.</summary>
public sealed class JobSweepTests : BunitContext
{
    private const string Tag = "1795466410";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_060_000);
    private readonly TemporaryFolder _folder = new();
    private readonly TestStore _data = new();

    [Fact]
    public void The_record_tells_what_was_asked_launched_and_returned()
    {
        WriteRecord();
        IReadOnlyList<SweepJobRecord> jobs = SweepDiary.Read(_folder.Path);
        Assert.Equal([0, 1, 2, 3], jobs.Select(job => job.Number));
        Assert.Equal(["lr=0.9", "+bs=32"], jobs[0].Overrides);
        Assert.Equal(0.25, Assert.Single(jobs[0].Values));
        Assert.Equal(double.PositiveInfinity, Assert.Single(jobs[1].Values));
        Assert.Equal("CUDA out of memory", jobs[1].Error);
        Assert.Null(jobs[2].Finished);
        Assert.Null(jobs[3].Launched);
    }

    [Fact]
    public void A_record_that_ends_in_the_middle_of_a_line_is_read_up_to_it()
    {
        WriteRecord();
        string whole = File.ReadAllText(_folder[SweepDiary.RelativePath]);
        File.WriteAllText(_folder[SweepDiary.RelativePath], whole + "{\"event\":\"finished\",\"job\":2,\"ti");
        Assert.Null(SweepDiary.Read(_folder.Path)[2].Finished);
    }

    [Fact]
    public void Any_line_is_taken_or_passed_over() => Gen.OneOf(
            Gen.String, Gen.Const("{}"), Gen.Const("[]"), Gen.Const("null"), Gen.Const("{\"job\":\"x\"}"), Gen.Const("{\"job\":1e99,\"event\":\"asked\"}"),
            Gen.Const("{\"job\":1,\"event\":\"asked\",\"overrides\":[1]}"), Gen.Const("{\"job\":1,\"event\":\"finished\",\"time\":\"never\"}"))
        .Sample(line => SweepDiary.Apply(new Dictionary<int, SweepJobRecord>(), line));

    [Fact]
    public async Task Jobs_are_joined_with_their_runs_by_their_folder()
    {
        WriteRecord();
        await AddRunsAsync();
        JobSweep sweep = await JobSweep.ReadAsync(_data.Store, Tag, opensNamedFiles: true, Now, CancellationToken.None);
        Assert.Equal(["Finished", "Failed", "Lost", "Waiting", "Finished"], sweep.Jobs.Select(job => job.State));
        Assert.Equal(["first", "second", "third", null, "stray"], sweep.Jobs.Select(job => job.Run?.Info.RunName));
        Assert.Equal("32", sweep.Jobs[0].Overrides["bs"]);
    }

    [Fact]
    public async Task Where_files_may_not_be_opened_the_runs_alone_tell_the_sweep()
    {
        WriteRecord();
        await AddRunsAsync();
        JobSweep sweep = await JobSweep.ReadAsync(_data.Store, Tag, opensNamedFiles: false, Now, CancellationToken.None);
        Assert.Equal(4, sweep.Jobs.Count);
        Assert.All(sweep.Jobs, job => Assert.Null(job.Number));
    }

    [Fact]
    public async Task The_page_shows_states_objectives_and_overrides_and_sorts_by_them()
    {
        WriteRecord();
        await AddRunsAsync();
        IRenderedComponent<JobSweepView> view = Show(Tag);
        view.WaitForElement("tr[data-job='0']", Eventually.Patience);
        Assert.Contains("4 of 5", view.Find(".big").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Job", "State", "Objective", "lr", "bs", "Duration"], view.FindAll("button.sort span").Select(heading => heading.TextContent));
        Assert.Contains("CUDA out of memory", view.Find("tr[data-job='1']").TextContent, StringComparison.Ordinal);
        await view.InvokeAsync(() => view.Find("button[title='lr']").Click());
        Assert.Equal(["0.5", "0.7", "0.8", "0.9", "–"], view.FindAll("tbody tr").Select(row => row.Children[3].TextContent));
    }

    [Fact]
    public async Task A_sweep_that_nobody_knows_says_so()
    {
        await _data.ExperimentAsync("digits");
        IRenderedComponent<JobSweepView> view = Show("<b>no</b>");
        view.WaitForElement(".empty", Eventually.Patience);
        Assert.Contains("No run has the tag", view.Markup, StringComparison.Ordinal);
        Assert.Empty(view.FindAll(".empty b"));
    }

    [Fact]
    public async Task Sweeps_are_listed_by_their_tag_and_trials_of_studies_are_not_among_them()
    {
        await AddRunsAsync();
        string search = await _data.ExperimentAsync("search");
        await _data.RunAsync(search, "trial", tags: new() { [JobSweepTag.Key] = "other", [ReservedTags.Study] = "s" });
        JobSweepSummary only = Assert.Single(await JobSweepSummary.ReadAllAsync(_data.Store, Now));
        // The process of the third is gone; the one of a fifth is this.
        Assert.Equal((Tag, 4, 0, 1), (only.Tag, only.Runs, only.Running, only.Failed));
        await _data.RunAsync(search, "alive", RunStatus.Running, tags: new() { [JobSweepTag.Key] = Tag, [ReservedTags.Process] = RunOwner.Current.ToString() });
        Assert.Equal(1, Assert.Single(await JobSweepSummary.ReadAllAsync(_data.Store, Now)).Running);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        _data.Dispose();
        _folder.Dispose();
    }

    private IRenderedComponent<JobSweepView> Show(string tag)
    {
        Services.AddSingleton(_data.Store);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        Services.AddSingleton(new ServerOptions { OpenNamedFiles = true });
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Static", isInteractive: false));
        return Render<JobSweepView>(parameters => parameters.Add(view => view.Tag, tag));
    }

    private void WriteRecord()
    {
        string[] lines =
        [
            """{"event":"asked","job":0,"time":"2026-11-18T11:06:40+00:00","overrides":["lr=0.9","+bs=32"]}""",
            """{"event":"asked","job":1,"time":"2026-11-18T11:06:40+00:00","overrides":["lr=0.8"]}""",
            """{"event":"asked","job":2,"time":"2026-11-18T11:06:40+00:00","overrides":["lr=0.7"]}""",
            """{"event":"asked","job":3,"time":"2026-11-18T11:06:40+00:00","overrides":["lr=0.5"]}""",
            $$"""{"event":"launched","job":0,"time":"2026-11-18T11:06:41+00:00","folder":"{{Job(0)}}"}""",
            """{"event":"finished","job":0,"time":"2026-11-18T11:06:51+00:00","status":"Completed","values":[0.25]}""",
            $$"""{"event":"launched","job":1,"time":"2026-11-18T11:06:41+00:00","folder":"{{Job(1)}}"}""",
            """{"event":"finished","job":1,"time":"2026-11-18T11:06:51+00:00","status":"Failed","values":["inf"],"error":"CUDA out of memory"}""",
            $$"""{"event":"launched","job":2,"time":"2026-11-18T11:06:52+00:00","folder":"{{Job(2)}}"}""",
        ];
        _folder.Write(SweepDiary.RelativePath, string.Join('\n', lines) + "\n");
    }

    private async Task AddRunsAsync()
    {
        string digits = await _data.ExperimentAsync("digits");
        (string Name, RunStatus Status, string? Folder)[] runs = [("first", RunStatus.Finished, Job(0)), ("second", RunStatus.Failed, Job(1)), ("third", RunStatus.Running, Job(2)), ("stray", RunStatus.Finished, null)];
        for (int i = 0; i < runs.Length; i++)
        {
            Dictionary<string, string> tags = new() { [JobSweepTag.Key] = Tag, [ReservedTags.SweepFolder] = _folder.Path, [ReservedTags.Process] = $"{Environment.MachineName}/999999999/1" };
            if (runs[i].Folder is { } folder)
                tags[ReservedTags.JobFolder] = folder;
            await _data.RunAsync(digits, runs[i].Name, runs[i].Status, 1_795_000_000_000 + i, tags: tags);
        }
    }

    private string Job(int number) => _folder[number.ToString(System.Globalization.CultureInfo.InvariantCulture)].Replace('\\', '/');
}
