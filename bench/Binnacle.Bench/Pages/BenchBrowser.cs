using Binnacle.Testing;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>The system's Chromium without a window, and the program whose pages it looks at.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private readonly IPlaywright _driver;

    private BenchBrowser(IPlaywright driver, IBrowser chromium, string program)
    {
        _driver = driver;
        Chromium = chromium;
        Program = program;
    }

    public IBrowser Chromium { get; }

    /// <summary>The published <c>binnacle</c>.</summary>
    public string Program { get; }

    public static async Task<BenchBrowser> StartAsync()
    {
        // A program that was published already need not be published again.
        string program = Environment.GetEnvironmentVariable("BINNACLE_PROGRAM")
            ?? (await PublishedProgram.ReadyToRunAsync(Path.Combine("src", "Binnacle.Cli"), "binnacle")).Executable;
        IPlaywright driver = await Playwright.CreateAsync();
        return new BenchBrowser(driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Requirement.Program("chromium"), Args = Arguments }), program);
    }

    /// <summary>A browser of its own, with nothing kept from other visits.</summary>
    public async Task<IBrowserContext> NewProfileAsync()
    {
        IBrowserContext context = await Chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        return context;
    }

    /// <summary>A page with a script that runs before those of the page.</summary>
    /// <param name="script">The script.</param>
    /// <param name="profile">Whose page it is; a new one by default.</param>
    public async Task<IPage> OpenAsync(string script, IBrowserContext? profile = null)
    {
        IPage page = await (profile ?? await NewProfileAsync()).NewPageAsync();
        await page.AddInitScriptAsync(script);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _driver.Dispose();
    }
}
