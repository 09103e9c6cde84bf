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

    private const int Patience = 120_000; // milliseconds

    private static readonly ViewportSize View = new() { Width = 1280, Height = 900 };

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

    /// <summary>A private window: nothing is kept from other visits, and scripts are compiled anew at each.</summary>
    public async Task<IBrowserContext> NewPrivateAsync()
    {
        IBrowserContext context = await Chromium.NewContextAsync(new() { ViewportSize = View });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>A browser as people use it: it keeps files, and the code it compiled, in its profile.</summary>
    /// <param name="folder">The profile.</param>
    public async Task<IBrowserContext> NewProfileAsync(string folder)
    {
        IBrowserContext context = await _driver.Chromium.LaunchPersistentContextAsync(
            folder, new() { ExecutablePath = Requirement.Program("chromium"), Args = Arguments, ViewportSize = View });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>A page with a script that runs before those of the page.</summary>
    /// <param name="script">The script.</param>
    /// <param name="profile">Whose page it is; a private window of its own by default.</param>
    public async Task<IPage> OpenAsync(string script, IBrowserContext? profile = null)
    {
        IPage page = await (profile ?? await NewPrivateAsync()).NewPageAsync();
        await page.AddInitScriptAsync(script);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _driver.Dispose();
    }
}
