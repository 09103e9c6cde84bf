using System.Diagnostics;
using System.Text.RegularExpressions;
using Binnacle.Testing;

namespace Binnacle.Tuning.Plots.Tests;

public sealed class HtmlPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_page_loads_nothing_and_no_name_ends_its_script()
    {
        Study study = Studies.WithOneObjective();
        string path = Path.Combine(_folder.Path, "plot.html");

        HtmlPage.Save(path, study.Name, StudyPlot.Create(study, PlotKind.OptimizationHistory));

        string html = File.ReadAllText(path);
        Assert.Equal(2, Regex.Count(html, "</script>"));
        Assert.Contains("<h1>one &lt;/script&gt; &amp; &lt;b&gt;</h1>", html);
        Assert.DoesNotMatch("<(script|link|img)[^>]+(src|href)=", html);
        Assert.InRange(html.Length, 1_000_000, 2_000_000);
        Assert.Equal(["plot.html"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_page_that_cannot_be_written_leaves_nothing_behind()
    {
        string path = Path.Combine(_folder.Path, "missing", "plot.html");

        Assert.Contains("no folder", Assert.Throws<DirectoryNotFoundException>(() => HtmlPage.Save(path, "x")).Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Only_what_needs_it_carries_the_whole_library()
    {
        Study study = Studies.WithOneObjective();
        StringWriter small = new(), large = new();

        HtmlPage.Write(small, "x", StudyPlot.Create(study, PlotKind.Rank));
        HtmlPage.Write(large, "x", StudyPlot.Create(study, PlotKind.Contour));

        Assert.True(large.GetStringBuilder().Length > 2 * small.GetStringBuilder().Length);
    }

    [Fact]
    public async Task A_browser_draws_every_plot()
    {
        string browser = Requirement.Program("chromium");
        Study one = Studies.WithOneObjective(), two = Studies.WithObjectives(2), three = Studies.WithObjectives(3);
        Figure[] figures =
        [
            .. StudyPlot.KindsFor(one).Select(kind => StudyPlot.Create(one, kind)),
            .. StudyPlot.KindsFor(two).Select(kind => StudyPlot.Create(two, kind)),
            StudyPlot.Create(three, PlotKind.ParetoFront),
        ];
        string path = Path.Combine(_folder.Path, "all.html");
        HtmlPage.Save(path, "all", figures);

        string page = await DrawAsync(browser, path);

        Assert.Equal(14, figures.Length);
        Assert.Equal(figures.Length, Regex.Count(page, "class=\"chart js-plotly-plot\""));
        Assert.Contains($"data-drawn=\"{figures.Length}\"", page);
    }

    private async Task<string> DrawAsync(string browser, string path)
    {
        ProcessStartInfo start = new(browser)
        {
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--use-gl=swiftshader", "--enable-unsafe-swiftshader", "--virtual-time-budget=8000",
                $"--user-data-dir={Path.Combine(_folder.Path, "profile")}", "--dump-dom", new Uri(path).AbsoluteUri,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string page = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors;
        return page;
    }
}
