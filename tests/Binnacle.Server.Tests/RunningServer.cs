using System.Net;

namespace Binnacle.Server.Tests;

/// <summary>A server on a free port over a store of its own, with a client that does not follow redirects.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly BinnacleServer _server;

    private RunningServer(BinnacleServer server, TestStore data)
    {
        _server = server;
        Data = data;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All })
        {
            BaseAddress = server.Address,
        };
    }

    public TestStore Data { get; }

    public HttpClient Client { get; }

    public Uri Address => _server.Address;

    public static async Task<RunningServer> StartAsync(ServerOptions? options = null)
    {
        TestStore data = new();
        return new RunningServer(await BinnacleServer.StartAsync((options ?? new ServerOptions()) with { Port = 0 }, data.Store), data);
    }

    /// <summary>The text of a page that must be there.</summary>
    public async Task<string> PageAsync(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Data.Dispose();
    }
}
