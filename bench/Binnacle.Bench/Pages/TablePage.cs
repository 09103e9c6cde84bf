using System.Text.Json;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>The runs table of the first experiment, open in a browser of its own, or in a given one; times are taken by the page itself.</summary>
internal sealed class TablePage : IAsyncDisposable
{
    private const string Watch = """
        new MutationObserver((_, self) => {
          if (!document.querySelector(".runs[data-live] .grid[data-ready] td.name a")) return;
          window.usableAt = performance.now();
          self.disconnect();
        }).observe(document, { childList: true, subtree: true, attributes: true });
        """;

    private const string UsableScript = """
        () => new Promise(done => {
          const look = () => window.usableAt > 0 ? done() : setTimeout(look, 10);
          look();
        })
        """;

    // Until the first row is another one.
    private const string SortScript = """
        title => new Promise(done => {
          const name = () => document.querySelector("tbody td.name a")?.href;
          const before = name(), start = performance.now();
          const look = () => name() !== before ? done(performance.now() - start) : requestAnimationFrame(look);
          document.querySelector(`button.sort[title="${title}"]`).click();
          look();
        })
        """;

    private const string FilterScript = """
        filter => new Promise(done => {
          const count = () => document.querySelector(".runs-bar span").textContent;
          const input = document.querySelector("input[name=filter]");
          const before = count(), start = performance.now();
          const look = () => count() !== before ? done(performance.now() - start) : requestAnimationFrame(look);
          input.value = filter;
          input.dispatchEvent(new Event("change", { bubbles: true }));
          input.form.requestSubmit();
          look();
        })
        """;

    private const string ScrollScript = """
        () => new Promise(done => {
          const grid = document.querySelector(".runs .grid"), body = grid.querySelector("tbody");
          const head = grid.querySelector("thead").offsetHeight, height = 37;
          const blankSince = new Map();
          let worstRow = 0, worstView = 0, viewSince = null, ends = performance.now() + 5000;
          const mover = setInterval(() => grid.scrollTop += 1500, 50);
          const look = now => {
            const first = Number(body.dataset.first), last = first + Number(body.dataset.count);
            const from = Math.floor(grid.scrollTop / height), to = Math.min(Number(body.dataset.total), Math.ceil((grid.scrollTop + grid.clientHeight - head) / height));
            let blank = false;
            for (const row of [...blankSince.keys()]) if (row < from || row >= to || (row >= first && row < last)) {
              worstRow = Math.max(worstRow, now - blankSince.get(row));
              blankSince.delete(row);
            }
            for (let row = from; row < to; row++) if (row < first || row >= last) {
              blank = true;
              if (!blankSince.has(row)) blankSince.set(row, now);
            }
            if (blank) viewSince ??= now;
            else if (viewSince !== null) {
              worstView = Math.max(worstView, now - viewSince);
              viewSince = null;
            }
            if (now > ends) clearInterval(mover);
            if (now > ends + 1000) done([worstRow, worstView, grid.scrollTop / height]);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })
        """;

    // Looked for now and then: fifty pages that look at each frame would keep the machine from everything else.
    private const string SeenScript = """
        name => new Promise(done => {
          const look = () => document.querySelector("tbody td.name a")?.textContent.includes(name) ? done(Date.now()) : setTimeout(look, 25);
          look();
        })
        """;

    private readonly IPage _page;

    private TablePage(IPage page) => _page = page;

    /// <summary>First contentful paint, in milliseconds since the navigation began.</summary>
    public double Painted { get; private set; }

    /// <summary>When the rows are there and answer to the mouse, in milliseconds since the navigation began.</summary>
    public double Usable { get; private set; }

    public static async Task<TablePage> OpenAsync(BenchBrowser browser, Uri address, IBrowserContext? profile = null)
    {
        IPage page = await browser.OpenAsync(Watch, profile);
        await page.GotoAsync(new Uri(address, "experiments/0").ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.EvaluateAsync(UsableScript);
        return new TablePage(page)
        {
            Painted = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"),
            Usable = await page.EvaluateAsync<double>("window.usableAt"),
        };
    }

    public Task<double> SortAsync(string column) => _page.EvaluateAsync<double>(SortScript, column);

    public Task<double> FilterAsync(string filter) => _page.EvaluateAsync<double>(FilterScript, filter);

    public async Task<(double Row, double View, double Rows)> ScrollAsync()
    {
        JsonElement worst = await _page.EvaluateAsync<JsonElement>(ScrollScript);
        return (worst[0].GetDouble(), worst[1].GetDouble(), worst[2].GetDouble());
    }

    /// <summary>When a run of a name is the first of the table, in milliseconds since 1970.</summary>
    public Task<double> SeenAtAsync(string name) => _page.EvaluateAsync<double>(SeenScript, name);

    public async ValueTask DisposeAsync() => await _page.CloseAsync();
}
