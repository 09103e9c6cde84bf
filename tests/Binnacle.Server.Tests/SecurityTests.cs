using System.Net;
using System.Text;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests;

public sealed class SecurityTests
{
    [Theory]
    [InlineData("localhost:5000", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("192.168.1.20:5000", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    public async Task Only_own_names_are_answered(string host, bool allowed)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/experiments") { Headers = { Host = host } };
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Names_that_the_operator_gave_are_answered()
    {
        using TestStore data = new();
        await using BinnacleServer server = await BinnacleServer.StartAsync(new ServerOptions { Port = 0, AllowedHosts = ["runs.team.example"] }, data.Store);
        using HttpClient client = new() { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/experiments") { Headers = { Host = "runs.team.example" } };
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_opens_no_connection(string origin)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", origin } } };
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Every_page_says_what_it_may_load()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync("/");
        string policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("../meta.yaml")]
    [InlineData("..%2fmeta.yaml")]
    [InlineData("a/../../meta.yaml")]
    [InlineData("/etc/passwd")]
    [InlineData("a/./b")]
    [InlineData("%2e%2e/meta.yaml")]
    [InlineData("..\\meta.yaml")]
    [InlineData("C:/Windows/win.ini")]
    public async Task No_artifact_path_leads_out_of_the_run(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await server.Data.RunAsync(await server.Data.ExperimentAsync("digits"), "one");
        foreach (string written in new[] { path, Uri.EscapeDataString(path) })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync($"/get-artifact?run_id={run.Info.RunId}&path={written}");
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{written}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_link_out_of_the_run_is_not_followed()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await server.Data.RunAsync(await server.Data.ExperimentAsync("digits"), "one");
        await server.Data.Store.OpenArtifacts(run.Info).WriteTextAsync("inside.txt", "inside");
        string folder = new Uri(run.Info.ArtifactUri).LocalPath;
        File.CreateSymbolicLink(Path.Combine(folder, "outside.yaml"), Path.Combine(Path.GetDirectoryName(folder)!, "meta.yaml"));
        using HttpResponseMessage answer = await server.Client.GetAsync($"/get-artifact?run_id={run.Info.RunId}&path=outside.yaml");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_artifact_is_a_download_that_cannot_run_as_a_page()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await server.Data.RunAsync(await server.Data.ExperimentAsync("digits"), "one");
        await server.Data.Store.OpenArtifacts(run.Info).WriteTextAsync("report/page.html", "<script>alert(1)</script>");
        using HttpResponseMessage answer = await server.Client.GetAsync($"/get-artifact?run_id={run.Info.RunId}&path=report/page.html");
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("page.html", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }
}
