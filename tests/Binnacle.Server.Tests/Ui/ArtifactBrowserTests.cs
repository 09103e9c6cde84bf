using System.Text;
using Binnacle.Server.Ui.Artifacts;
using Binnacle.Testing;
using Binnacle.Tracking;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The files of a run: the tree, and how each kind is shown.</summary>
public sealed class ArtifactBrowserTests : BunitContext
{
    private readonly TestStore _data = new();

    public ArtifactBrowserTests()
    {
        Services.AddSingleton(_data.Store);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task The_tree_shows_folders_and_sizes_and_opens_the_folder_of_the_chosen_file()
    {
        Run run = await RunAsync(("notes.txt", "hello"), ("images/a.png", "x"), ("images/deep/b.txt", "b"), ("model/MLmodel", "m"));
        IRenderedComponent<ArtifactBrowser> browser = await OpenAsync(run, "images/deep/b.txt");
        Assert.Equal(["images", "deep", "b.txt", "a.png", "model", "notes.txt"], browser.FindAll(".tree a > span:not(.hint)").Select(name => name.TextContent));
        Assert.Equal("images/deep/b.txt", browser.Find(".tree a[aria-current]").GetAttribute("title"));
        Assert.Equal("b", browser.Find("pre.file-text").TextContent);
    }

    [Fact]
    public async Task A_single_file_is_shown_at_once_and_a_missing_one_is_told()
    {
        Run run = await RunAsync(("only <one>.txt", "<b>bold</b>"));
        IRenderedComponent<ArtifactBrowser> browser = await OpenAsync(run, "");
        Assert.Equal("<b>bold</b>", browser.Find("pre.file-text").TextContent);
        Assert.Contains("There is no artifact 'gone.txt'", (await OpenAsync(run, "gone.txt")).Markup.Replace("&#x27;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_files_says_how_they_come() =>
        Assert.Contains("LogArtifact", (await OpenAsync(await RunAsync(), "", ".empty")).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Json_is_indented_and_a_table_has_columns_and_its_source()
    {
        Run run = await RunAsync(("a.json", "{\"a\":[1,2]}"), ("t.csv", "digit,recall\n0,\"0,5\"\n"));
        Assert.Contains("  \"a\": [", (await OpenAsync(run, "a.json")).Find("pre.file-text").TextContent, StringComparison.Ordinal);
        IRenderedComponent<ArtifactBrowser> table = await OpenAsync(run, "t.csv");
        Assert.Equal(["digit", "recall"], table.FindAll(".artifact-table th").Select(heading => heading.TextContent));
        Assert.Equal("0,5", table.FindAll(".artifact-table td")[1].TextContent);
        Assert.EndsWith("raw=true", table.FindAll(".viewer-head a")[0].GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_shown_in_a_frame_without_scripts_and_markdown_without_html()
    {
        Run run = await RunAsync(("r.html", "<script>alert(1)</script><p>fine</p>"), ("n.md", "# Title\n\n<img src=x onerror=alert(1)>"));
        AngleSharp.Dom.IElement frame = (await OpenAsync(run, "r.html")).Find("iframe");
        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Contains("<p>fine</p>", frame.GetAttribute("srcdoc"), StringComparison.Ordinal);
        IRenderedComponent<ArtifactBrowser> notes = await OpenAsync(run, "n.md");
        Assert.Equal("Title", notes.Find(".markdown h1").TextContent);
        Assert.Empty(notes.FindAll(".markdown img"));
    }

    [Fact]
    public async Task Pdf_sound_and_film_are_shown_by_the_browser_and_what_is_no_text_is_downloaded()
    {
        Run run = await RunAsync(("p.pdf", "%PDF"), ("s.wav", "RIFF"), ("v.mp4", "x"), ("w.bin", "\0\u0001"));
        Assert.Single((await OpenAsync(run, "p.pdf")).FindAll("iframe.document"));
        Assert.Single((await OpenAsync(run, "s.wav")).FindAll("audio"));
        Assert.Single((await OpenAsync(run, "v.mp4")).FindAll("video"));
        IRenderedComponent<ArtifactBrowser> weights = await OpenAsync(run, "w.bin");
        Assert.Contains("not text", weights.Find(".viewer").TextContent, StringComparison.Ordinal);
        Assert.Contains("w.bin", weights.Find(".viewer-head a[download]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images/loss_step_{0}.png")]
    [InlineData("epoch-{0:000}.jpg")]
    [InlineData("images/x+step+{0}+timestamp+17950000+abc.png")]
    public async Task Pictures_of_steps_have_a_slider_in_the_order_of_the_steps(string name)
    {
        string[] names = [.. new[] { 10, 2, 30 }.Select(step => string.Format(System.Globalization.CultureInfo.InvariantCulture, name, step))];
        Run run = await RunAsync([.. names.Select(file => (file, "x")), ("other7.gif", "x")]);
        string frames = (await OpenAsync(run, names[0])).Find("image-steps").GetAttribute("data-frames")!;
        Assert.Equal([2, 10, 30], System.Text.Json.Nodes.JsonNode.Parse(frames)!.AsArray().Select(frame => frame!["step"]!.GetValue<int>()));
        Assert.Single((await OpenAsync(run, "other7.gif")).FindAll(".viewer > img"));
    }

    [Fact]
    public async Task Of_a_long_file_only_the_beginning_is_shown()
    {
        Run run = await RunAsync(("long.txt", new string('x', 300_000)));
        IRenderedComponent<ArtifactBrowser> browser = await OpenAsync(run, "long.txt");
        Assert.Contains("Only the beginning", browser.Find(".viewer .hint:not(.viewer-head .hint)").TextContent, StringComparison.Ordinal);
        Assert.Equal(256 * 1024, browser.Find("pre.file-text").TextContent.Length);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }

    private async Task<IRenderedComponent<ArtifactBrowser>> OpenAsync(Run run, string path, string until = ".viewer")
    {
        IRenderedComponent<ArtifactBrowser> browser = Render<ArtifactBrowser>(parameters => parameters.Add(part => part.Run, run).Add(part => part.Path, path));
        await browser.WaitForElementAsync(until, Eventually.Patience);
        // What the viewer reads comes a moment later.
        await browser.WaitForStateAsync(() => browser.FindAll(".viewer-head ~ *, .viewer > .hint, .empty").Count > 0, Eventually.Patience);
        return browser;
    }

    private async Task<Run> RunAsync(params (string Path, string Text)[] files)
    {
        Run run = await _data.RunAsync(await _data.ExperimentAsync(Guid.NewGuid().ToString()), "one");
        foreach ((string path, string text) in files)
        {
            using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
            await _data.Store.OpenArtifacts(run.Info).WriteAsync(path, content);
        }

        return run;
    }
}
