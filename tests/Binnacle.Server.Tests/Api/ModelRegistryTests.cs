using System.Net;
using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Api;

public sealed class ModelRegistryTests
{
    [Fact]
    public async Task A_version_that_copies_another_leads_to_the_other_ones_files()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        await server.PostAsync("registered-models/create", """{"name":"m"}""");
        await server.PostAsync("model-versions/create", """{"name":"m","source":"runs:/abc/model"}""");
        JsonElement copy = await server.PostAsync("model-versions/create", """{"name":"m","source":"models:/m/1"}""");
        Assert.Equal("models:/m/1", copy.GetProperty("model_version").GetProperty("source").GetString());
        JsonElement place = await server.GetAsync("model-versions/get-download-uri?name=m&version=2");
        Assert.Equal("runs:/abc/model", place.GetProperty("artifact_uri").GetString());
    }

    [Fact]
    public async Task The_files_of_a_version_that_names_a_run_are_those_of_the_run()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        using StringContent body = new("flavors: {}");
        (await server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/model/MLmodel", body)).Dispose();
        await server.PostAsync("registered-models/create", """{"name":"m"}""");
        await server.PostAsync("model-versions/create", $$"""{"name":"m","source":"runs:/{{run}}/model","run_id":"{{run}}"}""");
        Assert.Equal("flavors: {}", await server.Client.GetStringAsync("/model-versions/get-artifact?name=m&version=1&path=MLmodel"));
        using HttpResponseMessage answer = await server.Client.GetAsync("/model-versions/get-artifact?name=m&version=1&path=..%2fMLmodel");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_version_made_from_a_logged_model_is_noted_in_it_and_has_its_run()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        JsonElement created = await server.PostAsync("logged-models", $$"""{"experiment_id":"0","source_run_id":"{{run}}"}""");
        JsonElement info = created.GetProperty("model").GetProperty("info");
        string id = info.GetProperty("model_id").GetString()!;
        await server.PostAsync("registered-models/create", """{"name":"m"}""");
        JsonElement version = await server.PostAsync("model-versions/create", $$"""{"name":"m","source":"models:/{{id}}","model_id":"{{id}}"}""");
        Assert.Equal(run, version.GetProperty("model_version").GetProperty("run_id").GetString());
        JsonElement place = await server.GetAsync("model-versions/get-download-uri?name=m&version=1");
        Assert.Equal(info.GetProperty("artifact_uri").GetString(), place.GetProperty("artifact_uri").GetString());
        JsonElement model = await server.GetAsync($"logged-models/{id}");
        JsonElement tag = Assert.Single(model.GetProperty("model").GetProperty("info").GetProperty("tags").EnumerateArray());
        Assert.Equal("""[{"name": "m", "version": 1}]""", tag.GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("file://123.456.789.123/path/to/source", HttpStatusCode.InternalServerError)]
    [InlineData("file://elsewhere/path", HttpStatusCode.InternalServerError)]
    [InlineData("file://localhost/tmp", HttpStatusCode.BadRequest)]
    [InlineData(@"file://C:\\..\\..\\x", HttpStatusCode.BadRequest)]
    public async Task A_source_on_another_machine_is_refused_in_MLflows_words(string source, HttpStatusCode expected)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        await server.PostAsync("registered-models/create", """{"name":"m"}""");
        using StringContent body = new($$"""{"name":"m","source":"{{source}}","run_id":"{{run}}"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.Client.PostAsync("/api/2.0/mlflow/model-versions/create", body);
        Assert.Equal(expected, answer.StatusCode);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(expected == HttpStatusCode.BadRequest ? "Invalid model version source" : "is not a valid remote uri", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{run}", true)]
    [InlineData("{run}/model", true)]
    [InlineData("{run}/.", true)]
    [InlineData("{run}/model/..", true)]
    [InlineData("{run}/..", false)]
    [InlineData("{run}/%2e%2e", false)]
    [InlineData("{run}/%252e%252e/%252e%252e", false)]
    [InlineData("{run}x", false)]
    [InlineData("{path}", true)]
    [InlineData("{path}/../..", false)]
    [InlineData("file:///etc", false)]
    [InlineData("file://localhost/etc", false)]
    [InlineData("mlflow-artifacts:/models///a", true)]
    [InlineData("mlflow-artifacts://host:9000/models/..../", true)]
    [InlineData("mlflow-artifacts://host:9000/..%2f..%2fa", false)]
    [InlineData("mlflow-artifacts:/a%00", false)]
    [InlineData("s3://bucket/../x", false)]
    public async Task A_version_comes_from_its_run_or_from_a_place_named_in_full(string source, bool isAccepted)
    {
        using TemporaryFolder folder = new();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { DefaultArtifactRoot = new Uri(folder["artifacts"]).AbsoluteUri }, folder);
        string run = await server.RunAsync();
        string artifacts = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("info").GetProperty("artifact_uri").GetString()!;
        await server.PostAsync("registered-models/create", """{"name":"m"}""");
        source = source.Replace("{run}", artifacts, StringComparison.Ordinal).Replace("{path}", new Uri(artifacts).LocalPath, StringComparison.Ordinal);
        await server.PostAsync(
            "model-versions/create",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = "m", ["source"] = source, ["run_id"] = run }),
            isAccepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_operator_may_restrict_the_sources_of_versions()
    {
        await using ApiServer server = await ApiServer.StartAsync(options => options with { ModelSourcePattern = "^mlflow-artifacts:/.*$" });
        await server.PostAsync("registered-models/create", """{"name":"m"}""");
        await server.PostAsync("model-versions/create", """{"name":"m","source":"s3://bucket/model"}""", HttpStatusCode.BadRequest);
        await server.PostAsync("model-versions/create", """{"name":"m","source":"mlflow-artifacts:/models/a"}""");
    }
}
