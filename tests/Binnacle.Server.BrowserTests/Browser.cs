using Binnacle.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Binnacle.Server.BrowserTests.Browser))]

namespace Binnacle.Server.BrowserTests;

/// <summary>The system's Chromium, started once for all tests.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Chromium)>> _started = new(StartAsync);

    /// <summary>A new window; the test is skipped where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        // Looked up here, inside the test, so that its absence skips the test and not the whole assembly.
        _ = Requirement.Program("chromium");
        IBrowserContext context = await (await _started.Value).Chromium.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated)
            return;
        var (driver, chromium) = await _started.Value;
        await chromium.DisposeAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Chromium)> StartAsync()
    {
        IPlaywright driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Requirement.Program("chromium"), Args = Arguments }));
    }
}
