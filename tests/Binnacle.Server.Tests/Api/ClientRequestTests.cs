using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Binnacle.Testing;
using Microsoft.Data.Sqlite;

namespace Binnacle.Server.Tests.Api;

/// <summary>Requests as MLflow's own clients and tests send them.</summary>
public sealed class ClientRequestTests
{
    [Fact]
    public async Task A_tracking_uri_with_a_slash_at_its_end_works()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync(new Uri(server.Address.GetLeftPart(UriPartial.Authority) + "//api/2.0/mlflow/experiments/get?experiment_id=0"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_question_about_too_many_runs_is_told_so()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string runs = string.Concat(Enumerable.Range(0, 1000).Select(i => $"&run_ids=id_{i}"));
        JsonElement answer = await server.GetAsync("metrics/get-history-bulk-interval?metric_key=k" + runs, HttpStatusCode.BadRequest);
        Assert.Contains("at most 100 run_ids", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        answer = await server.GetAsync("metrics/get-history-bulk-interval?metric_key=k", HttpStatusCode.BadRequest);
        Assert.StartsWith("Missing value for required parameter 'run_ids'.", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_need_datasets_or_models()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        JsonElement answer = await server.PostAsync("runs/log-inputs", $$"""{"run_id":"{{run}}"}""", HttpStatusCode.BadRequest);
        Assert.StartsWith("Missing value for required parameter 'datasets'.", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        await server.PostAsync("runs/log-inputs", $$"""{"run_id":"{{run}}","datasets":[]}""");
        await server.PostAsync("runs/log-inputs", $$"""{"run_id":"{{run}}","models":[]}""");
    }

    [Fact]
    public async Task An_upload_without_content_is_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        using HttpResponseMessage answer = await server.Client.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=a.txt", null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Request must specify data.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_below_a_local_default_root_are_shown()
    {
        using TemporaryFolder folder = new();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { DefaultArtifactRoot = new Uri(folder["artifacts"]).AbsoluteUri }, folder);
        string run = await server.RunAsync();
        string artifacts = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("info").GetProperty("artifact_uri").GetString()!;
        string path = new Uri(artifacts).LocalPath;
        Directory.CreateDirectory(path);
        await File.WriteAllTextAsync(Path.Combine(path, "a.txt"), "hello");
        JsonElement files = await server.GetAsync($"artifacts/list?run_id={run}");
        Assert.Equal("a.txt", Assert.Single(files.GetProperty("files").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal("hello", await server.Client.GetStringAsync($"/get-artifact?run_id={run}&path=a.txt"));
    }

    [Fact]
    public async Task Files_are_shown_when_the_default_root_is_the_address_of_the_servers_own_proxy()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        string root = $"http://127.0.0.1:{port}/api/2.0/mlflow-artifacts/artifacts";
        await using ApiServer server = await ApiServer.StartAsync(options => options with { Port = port, DefaultArtifactRoot = root });
        string run = await server.RunAsync(await server.ExperimentAsync("proxied"));
        string artifacts = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("info").GetProperty("artifact_uri").GetString()!;
        Assert.StartsWith(root + "/", artifacts, StringComparison.Ordinal);
        using StringContent body = new("hello");
        (await server.Client.PutAsync(new Uri(artifacts + "/a.txt"), body)).EnsureSuccessStatusCode().Dispose();
        JsonElement files = await server.GetAsync($"artifacts/list?run_id={run}");
        Assert.Equal("a.txt", Assert.Single(files.GetProperty("files").EnumerateArray()).GetProperty("path").GetString());
        Assert.Equal("hello", await server.Client.GetStringAsync($"/get-artifact?run_id={run}&path=a.txt"));
    }

    [Fact]
    public async Task An_experiment_may_lie_in_a_folder_that_the_operator_named_and_in_no_other()
    {
        using TemporaryFolder folder = new();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { LocalArtifactRoots = [folder["shared"]] }, folder);
        foreach ((string place, bool allowed) in new[] { ("shared/team", true), ("other", false), ("shared/../other", false), ("shared-not", false) })
        {
            string body = JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = place, ["artifact_location"] = Path.Combine(folder.Path, place) });
            await server.PostAsync("experiments/create", body, allowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task The_root_of_a_disk_may_be_named_for_local_artifacts()
    {
        using TemporaryFolder folder = new();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { LocalArtifactRoots = [Path.GetPathRoot(folder.Path)!] }, folder);
        string location = JsonSerializer.Serialize(folder["anywhere"]);
        await server.PostAsync("experiments/create", $$"""{"name":"local","artifact_location":{{location}}}""");
    }

    [Fact]
    public async Task The_history_of_models_is_written_as_Python_writes_JSON()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        string model = """{"run_id":"r","artifact_path":"m","utc_time_created":"é","flavors":{"b":[1,2.50],"a":null}}""";
        string body = $$"""{"run_id":"{{run}}","model_json":{{JsonSerializer.Serialize(model)}}}""";
        await server.PostAsync("runs/log-model", body);
        await server.PostAsync("runs/log-model", body);
        JsonElement tags = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("data").GetProperty("tags");
        const string Once = """{"run_id": "r", "artifact_path": "m", "utc_time_created": "\u00e9", "flavors": {"b": [1, 2.50], "a": null}}""";
        Assert.Equal($"[{Once}, {Once}]", tags.EnumerateArray().Single(tag => tag.GetProperty("key").GetString() == "mlflow.log-model.history").GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("folder")]
    public async Task Searches_for_traces_find_none_and_say_so_where_there_are_some(string kind)
    {
        using TemporaryFolder folder = new();
        string folderStore = folder["mlruns"];
        await using ApiServer server = await ApiServer.StartAsync(options => kind == "folder" ? options with { BackendStoreUri = folderStore } : options, folder);
        await server.GetAsync("experiments/get?experiment_id=0");
        await ExpectAsync(HttpStatusCode.OK);
        if (kind == "folder")
            Directory.CreateDirectory(Path.Combine(folderStore, "0", "traces", "tr-1"));
        else
            AddTrace(folder["mlflow.db"]);
        await ExpectAsync(HttpStatusCode.NotImplemented);

        async Task ExpectAsync(HttpStatusCode expected)
        {
            const string Location = """{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"0"}}""";
            await SendAsync(HttpMethod.Get, "2.0/mlflow/traces?experiment_ids=0&max_results=1&filter=&order_by=timestamp_ms%20DESC", null, expected);
            await SendAsync(HttpMethod.Post, "3.0/mlflow/traces/search", $$"""{"locations":[{{Location}}],"max_results":100,"order_by":["timestamp DESC"]}""", expected);
            await SendAsync(HttpMethod.Post, "3.0/mlflow/traces/metrics", """{"experiment_ids":["0"],"metric_name":"trace_count"}""", expected);
        }

        async Task SendAsync(HttpMethod method, string call, string? body, HttpStatusCode expected)
        {
            using HttpRequestMessage request = new(method, "/ajax-api/" + call);
            request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await server.Client.SendAsync(request);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(expected == answer.StatusCode, $"{call}: {answer.StatusCode} {text}");
            if (expected == HttpStatusCode.OK)
                Assert.Equal("{}", text);
        }
    }

    private static void AddTrace(string database)
    {
        using SqliteConnection connection = new("Data Source=" + database);
        connection.Open();
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES ('tr-1', 0, 1, 'OK')";
        insert.ExecuteNonQuery();
    }
}
