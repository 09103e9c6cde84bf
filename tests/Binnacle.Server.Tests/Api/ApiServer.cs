using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Api;

/// <summary>A server without pages over an empty SQLite database, with short calls.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;
    private readonly BinnacleServer _server;

    private ApiServer(BinnacleServer server, TemporaryFolder folder, bool ownsFolder)
    {
        _server = server;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public HttpClient Client { get; }

    public Uri Address => _server.Address;

    /// <summary>Where the server keeps artifacts.</summary>
    public string Artifacts => _folder["mlartifacts"];

    public static async Task<ApiServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null, TemporaryFolder? folder = null)
    {
        TemporaryFolder used = folder ?? new TemporaryFolder();
        ServerOptions options = new()
        {
            Port = 0,
            BackendStoreUri = "sqlite:///" + used["mlflow.db"],
            ArtifactsDestination = used["mlartifacts"],
            ServeUi = false,
        };
        return new ApiServer(await BinnacleServer.StartAsync(change?.Invoke(options) ?? options), used, ownsFolder: folder is null);
    }

    public Task<JsonElement> PostAsync(string call, string body, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Post, call, body, expected);

    public Task<JsonElement> GetAsync(string call, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Get, call, null, expected);

    public async Task<JsonElement> SendAsync(HttpMethod method, string call, string? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpRequestMessage request = new(method, "/api/2.0/mlflow/" + call);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{call}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement;
    }

    public async Task<string> RunAsync(string experiment = "0")
    {
        JsonElement run = await PostAsync("runs/create", $$"""{"experiment_id":"{{experiment}}","start_time":1}""");
        return run.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    public async Task<string> ExperimentAsync(string name) =>
        (await PostAsync("experiments/create", JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = name }))).GetProperty("experiment_id").GetString()!;

    public void LogIn(string name, string password) =>
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        if (_ownsFolder)
            _folder.Dispose();
    }
}
