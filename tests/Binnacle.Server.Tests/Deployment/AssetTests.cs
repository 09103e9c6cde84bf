using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Deployment;

/// <summary>Every file that the pages need is served, however the tool came to the machine.</summary>
public sealed partial class AssetTests
{
    private static readonly string[] Pages = ["/", "/experiments", "/experiments/0", "/compare", "/nowhere"];

    [Fact]
    public async Task Every_asset_is_served_under_dotnet_run() =>
        await CheckAsync(["dotnet", BuiltTool.Assembly], Path.GetDirectoryName(BuiltTool.Assembly)!);

    [Fact]
    public async Task Every_asset_is_served_from_a_publish()
    {
        using TemporaryFolder folder = new();
        await CheckAsync(await BuiltTool.PublishAsync(folder), folder["publish"]);
    }

    [Fact]
    public async Task Every_asset_is_served_from_the_installed_tool()
    {
        using TemporaryFolder folder = new();
        string[] command = await BuiltTool.InstallAsync(folder);
        string manifest = Assert.Single(Directory.EnumerateFiles(folder["tool"], "binnacle.staticwebassets.endpoints.json", SearchOption.AllDirectories));
        await CheckAsync(command, Path.GetDirectoryName(manifest)!);
    }

    private static async Task CheckAsync(string[] command, string folder)
    {
        using TemporaryFolder work = new();
        using ToolProcess tool = ToolProcess.Start(work.Path, command[0], [.. command[1..], "ui", "--port", "0", "--backend-store-uri", work["mlruns"]]);
        using HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = await tool.AddressAsync() };

        HashSet<string> assets = [.. ListedIn(Path.Combine(folder, "binnacle.staticwebassets.endpoints.json"))];
        foreach (string page in Pages)
        {
            using HttpResponseMessage answer = await client.GetAsync(page);
            assets.UnionWith(ReferencedBy(await answer.Content.ReadAsStringAsync()));
        }

        foreach (string needed in new[] { "_framework/blazor.web.js", "assets/app.css", "_content/Plotly.Blazor/plotly-basic-3.7.0.min.js", "assets/charts.js" })
            Assert.Contains(needed, assets);
        foreach (string asset in assets)
        {
            using HttpResponseMessage answer = await client.GetAsync(asset);
            byte[] content = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK && content.Length > 0, $"{asset}: {answer.StatusCode}, {content.Length} bytes");
        }
    }

    private static IEnumerable<string> ListedIn(string manifest)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(manifest));
        return [.. json.RootElement.GetProperty("Endpoints").EnumerateArray().Select(endpoint => endpoint.GetProperty("Route").GetString()!)];
    }

    private static IEnumerable<string> ReferencedBy(string page) =>
        References().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value).Split('#')[0].TrimStart('/')).ToHashSet();

    // What the browser loads by itself: scripts, styles, icons, drawings.
    [GeneratedRegex("""<(?:script[^>]*\ssrc|link[^>]*\shref|img[^>]*\ssrc|use[^>]*\shref)="([^"]+)""")]
    private static partial Regex References();
}
