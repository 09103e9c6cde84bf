using Binnacle.Server.Tests;
using Binnacle.Tracking;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>Every page, light and dark, wide and narrow: quiet console, names, contrast, nothing cut off.</summary>
public sealed class AppearanceTests(Browser browser)
{
    // For every element that holds text itself: its contrast with the first opaque ground behind it, by WCAG's formula.
    private const string LowContrast = """
        () => {
          const channels = color => (color.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const [r, g, b, a = 1] = channels(getComputedStyle(e).backgroundColor);
              if (a === 1) return [r, g, b];
            }
            return [255, 255, 255];
          };
          const poor = [];
          for (const e of document.querySelectorAll("body *")) {
            const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
            const box = e.getBoundingClientRect();
            if (!own || e.closest("svg, template, .visually-hidden, .filter-mark, [hidden]") || box.width < 2 || box.height < 2) continue;
            const style = getComputedStyle(e);
            if (style.visibility !== "visible") continue;
            const [a, b] = [light(channels(style.color)), light(ground(e))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) poor.push(`${e.className || e.tagName} "${e.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
          }
          return poor;
        }
        """;

    // Controls that a screen reader could only call "button", "link" or "edit".
    private const string Nameless = """
        () => [...document.querySelectorAll("a, button, input, select, summary")]
          .filter(e => e.getBoundingClientRect().width > 0)
          .filter(e => !(e.ariaLabel || e.textContent.trim() || e.labels?.length || e.title))
          .map(e => e.outerHTML.slice(0, 120))
        """;

    // The rules of WCAG 2.0 to 2.2, levels A and AA. The wrapper for Playwright would open a tab and load axe for every look.
    private const string AxeViolations = """
        () => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
          .then(result => result.violations.map(rule => `axe ${rule.id} ${rule.nodes.slice(0, 3).map(node => node.html.slice(0, 140)).join(" | ")}`))
        """;

    // A colour on its way to the other theme is neither; in a closed menu it never arrives.
    private const string WithoutTransitions = """
        () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("*, *::before, *::after { transition: none !important }");
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // A page is loaded once and then looked at in each: what differs is decided in the browser.
    private static readonly (int Width, ColorScheme Scheme)[] Looks =
        [(1280, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Dark), (390, ColorScheme.Light)];

    [Fact]
    public async Task Every_page_is_readable_light_and_dark_wide_and_narrow()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        using StudyData study = await StudyData.CreateAsync(server.Data, trials: 12);
        IPage page = await browser.OpenAsync();
        List<string> faults = [];
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        page.Console += (_, line) =>
        {
            if (line.Type == "error" && !page.Url.EndsWith("nowhere", StringComparison.Ordinal))
                faults.Add($"{page.Url}: {line.Text}");
        };
        foreach (string path in await PathsAsync(server, digits))
        {
            await page.GotoAsync(server.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await page.EvaluateAsync(Axe);
            await page.EvaluateAsync(WithoutTransitions);
            Assert.EndsWith("Binnacle", await page.TitleAsync(), StringComparison.Ordinal);
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            foreach ((int width, ColorScheme scheme) in Looks)
            {
                await page.SetViewportSizeAsync(width, 800);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", scheme == ColorScheme.Dark ? "dark" : "light");
                faults.AddRange((await FaultsAsync(page)).Select(fault => $"{path} {width} {scheme}: {fault}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static async Task<string[]> PathsAsync(RunningServer server, string digits)
    {
        IReadOnlyList<Run> runs = (await server.Data.Store.SearchRunsAsync(new RunQuery { ExperimentIds = [digits] })).Items;
        IModelRegistryStore registry = server.Data.Store.ModelRegistry;
        await registry.CreateRegisteredModelAsync("digits", "Reads **digits**.");
        await registry.CreateModelVersionAsync(new ModelVersionCreation { Name = "digits", Source = runs[0].Info.ArtifactUri + "/model", RunId = runs[0].Info.RunId });
        await registry.SetAliasAsync("digits", "champion", 1);
        string run = $"experiments/{digits}/runs/{runs[0].Info.RunId}", four = string.Join(',', runs.Take(4).Select(item => item.Info.RunId));
        string sweeps = await server.PageAsync("sweeps");
        string sweep = sweeps[(sweeps.IndexOf("href=\"/sweeps/", StringComparison.Ordinal) + 7)..].Split('"')[0];
        return
        [
            "", $"experiments/{digits}", $"experiments/{digits}?filter=wrong", run, run + "/metrics", run + "/system", run + "/artifacts?path=conf/train_model_config.json",
            run + "/config", run + "/logs", "sweeps", sweep, $"sweeps/jobs?tag={Sweep.Tag}", "models", "models/digits", "charts?runs=" + four, "compare?runs=" + four, "compare", "nowhere",
        ];
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page)
    {
        string[] poor = await page.EvaluateAsync<string[]>(LowContrast), nameless = await page.EvaluateAsync<string[]>(Nameless);
        string[] violations = await page.EvaluateAsync<string[]>(AxeViolations);
        int over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return
        [
            .. poor.Select(text => "contrast " + text),
            .. nameless.Select(element => "no name " + element),
            .. violations,
            .. over > 0 ? [$"{over} pixels wider than the window"] : Array.Empty<string>(),
        ];
    }

    [Fact]
    public async Task The_chosen_theme_stays_from_page_to_page()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(server.Address.ToString());
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.GetByLabel("Switch between light and dark").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GetByRole(AriaRole.Link, new() { Name = "digits" }).ClickAsync();
        await Expect(page.GetByText("12 runs")).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Times_are_those_of_the_viewer()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        // 2026-11-18 11:06:40 UTC
        Run run = await server.Data.RunAsync(digits, "one", start: 1_795_000_000_000);
        IPage page = await browser.OpenAsync(new() { TimezoneId = "Asia/Tokyo", Locale = "en-GB" });
        await page.GotoAsync($"{server.Address}experiments/{digits}/runs/{run.Info.RunId}");
        await page.Locator("local-time").First.HoverAsync();
        await Expect(page.Locator("local-time").First).ToHaveAttributeAsync("title", "18 Nov 2026, 20:06:40");
    }

    [Fact]
    public async Task A_menu_closes_with_Escape_and_gives_the_focus_back()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        ILocator columns = page.Locator("summary", new() { HasText = "Columns" });
        await columns.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".picker")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".picker")).ToBeHiddenAsync();
        await Expect(columns).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_links_for_keyboards_lead_past_the_navigation_and_past_the_table()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}?charts=1");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        string address = page.Url;
        foreach ((string link, string target) in new[] { ("Skip to the content", "main"), ("Skip to the charts", "#charts") })
        {
            await page.GetByRole(AriaRole.Link, new() { Name = link }).FocusAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = link })).ToBeInViewportAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(target)).ToBeFocusedAsync();
            Assert.Equal(address, page.Url);
        }
    }

    [Fact]
    public async Task A_dialog_keeps_the_focus_closes_with_Escape_and_gives_the_focus_back()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(server.Address + "experiments");
        ILocator rename = page.GetByRole(AriaRole.Button, new() { Name = "Rename digits" });
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await ClickUntilAsync(rename, dialog);
        await Expect(dialog.GetByLabel("Name")).ToBeFocusedAsync();
        for (int i = 0; i < 6; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('main :focus:not(dialog *)').length"));
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(rename).ToBeFocusedAsync();

        // It opens again, also after a click beside its fields.
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Heading).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Enter");
        await dialog.GetByLabel("Name").FillAsync("numbers");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "numbers" })).ToBeVisibleAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }

    // The page answers from the moment on when it is connected.
    private static async Task ClickUntilAsync(ILocator button, ILocator shown)
    {
        for (int i = 0; i < 50 && !await shown.IsVisibleAsync(); i++)
        {
            await button.ClickAsync();
            await Task.Delay(200);
        }
    }
}
