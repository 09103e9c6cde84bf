using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Binnacle.Server.Security.Users;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Api;

public sealed class UsersTests : IDisposable
{
    private const string Password = "a long enough one";
    private readonly TemporaryFolder _folder = new();

    private Task<ApiServer> StartAsync() => ApiServer.StartAsync(options => options with { UsersFile = _folder["users.json"] });

    private UserDirectory Users => new(_folder["users.json"]);

    [Fact]
    public async Task Without_a_password_nothing_but_health_and_version_answers()
    {
        Users.Add("ana", Password);
        await using ApiServer server = await StartAsync();
        Assert.Equal("OK", await server.Client.GetStringAsync("/health"));
        foreach (string path in new[] { "/api/2.0/mlflow/experiments/get?experiment_id=0", "/get-artifact?run_id=x&path=y", "/openapi.json", "/" })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Basic realm=\"mlflow\"", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [InlineData("ana", "wrong password!")]
    [InlineData("nobody", Password)]
    [InlineData("ana", "")]
    public async Task A_wrong_password_does_not_let_in(string name, string password)
    {
        Users.Add("ana", Password);
        await using ApiServer server = await StartAsync();
        server.LogIn(name, password);
        using HttpResponseMessage answer = await server.Client.GetAsync("/api/2.0/mlflow/experiments/get?experiment_id=0");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_stands_for_the_password_until_it_is_taken_back()
    {
        Users.Add("ana", Password);
        string token = Users.AddToken("ana", "training");
        await using ApiServer server = await StartAsync();
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await server.GetAsync("experiments/get?experiment_id=0");
        Users.RemoveToken("ana", "training");
        await Eventually.HoldsAsync(
            async () =>
            {
                using HttpResponseMessage answer = await server.Client.GetAsync("/api/2.0/mlflow/experiments/get?experiment_id=0");
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            "the token is refused");
    }

    [Fact]
    public async Task Who_makes_an_experiment_manages_it_and_others_only_read()
    {
        Users.Add("ana", Password);
        Users.Add("ben", Password);
        await using ApiServer server = await StartAsync();
        server.LogIn("ana", Password);
        string experiment = await server.ExperimentAsync("anas");
        string run = await server.RunAsync(experiment);
        server.LogIn("ben", Password);
        await server.GetAsync($"runs/get?run_id={run}");
        string[] writes =
        [
            $$"""runs/log-metric {"run_id":"{{run}}","key":"m","value":1,"timestamp":1}""", $$"""runs/create {"experiment_id":"{{experiment}}"}""",
            $$"""runs/set-tag {"run_id":"{{run}}","key":"m","value":"1"}""", $$"""runs/delete {"run_id":"{{run}}"}""", $$"""experiments/delete {"experiment_id":"{{experiment}}"}""",
            $$"""experiments/update {"experiment_id":"{{experiment}}","new_name":"bens"}""",
        ];
        foreach (string write in writes)
        {
            JsonElement error = await server.PostAsync(write.Split(' ')[0], write[write.IndexOf(' ', StringComparison.Ordinal)..], HttpStatusCode.Forbidden);
            Assert.Equal("PERMISSION_DENIED", error.GetProperty("error_code").GetString());
        }

        using StringContent file = new("x");
        using HttpResponseMessage upload = await server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{experiment}/{run}/artifacts/x.txt", file);
        Assert.Equal(HttpStatusCode.Forbidden, upload.StatusCode);
    }

    [Fact]
    public async Task What_a_user_may_not_read_is_in_no_answer()
    {
        Users.Add("ana", Password);
        Users.Add("ben", Password);
        await using ApiServer server = await StartAsync();
        server.LogIn("ana", Password);
        string secret = await server.ExperimentAsync("secret");
        string run = await server.RunAsync(secret);
        Users.SetExperimentPermission("ben", secret, Permission.None);
        server.LogIn("ben", Password);
        JsonElement experiments = await server.PostAsync("experiments/search", """{"max_results":100}""");
        Assert.DoesNotContain("secret", experiments.ToString(), StringComparison.Ordinal);
        Assert.False((await server.PostAsync("runs/search", $$"""{"experiment_ids":["{{secret}}"]}""")).TryGetProperty("runs", out _));
        foreach (string call in new[] { $"runs/get?run_id={run}", $"experiments/get?experiment_id={secret}", "experiments/get-by-name?experiment_name=secret", $"artifacts/list?run_id={run}", $"metrics/get-history?run_id={run}&metric_key=m" })
            await server.GetAsync(call, HttpStatusCode.Forbidden);
        using StringContent query = new($$"""{"query":"query { mlflowGetRun(input: {runId: \"{{run}}\"}) { run { info { runName } } } }"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage graph = await server.Client.PostAsync("/graphql", query);
        Assert.Contains("Permission denied", await graph.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MLflows_calls_about_users_and_permissions_work()
    {
        Users.Add("root", Password, isAdmin: true);
        await using ApiServer server = await StartAsync();
        server.LogIn("root", Password);
        JsonElement made = await server.PostAsync("users/create", $$"""{"username":"ana","password":"{{Password}}"}""");
        Assert.False(made.GetProperty("user").GetProperty("is_admin").GetBoolean());
        await server.PostAsync("users/create", """{"username":"eve","password":"short"}""", HttpStatusCode.BadRequest);
        string experiment = await server.ExperimentAsync("digits");
        await server.PostAsync("experiments/permissions/create", $$"""{"experiment_id":"{{experiment}}","username":"ana","permission":"EDIT"}""");
        JsonElement permission = await server.GetAsync($"experiments/permissions/get?experiment_id={experiment}&username=ana");
        Assert.Equal("EDIT", permission.GetProperty("experiment_permission").GetProperty("permission").GetString());
        server.LogIn("ana", Password);
        await server.RunAsync(experiment);
        await server.PostAsync("users/create", $$"""{"username":"eve","password":"{{Password}}"}""", HttpStatusCode.Forbidden);
        await server.SendAsync(HttpMethod.Patch, "users/update-admin", """{"username":"ana","is_admin":true}""", HttpStatusCode.Forbidden);
        await server.SendAsync(HttpMethod.Patch, "users/update-password", """{"username":"ana","password":"another long one"}""");
        server.LogIn("ana", "another long one");
        await server.GetAsync("users/get?username=ana");
        server.LogIn("root", Password);
        await server.SendAsync(HttpMethod.Delete, "users/delete", """{"username":"ana"}""");
        await server.GetAsync("users/get?username=ana", HttpStatusCode.NotFound);
    }

    [Fact]
    public void The_file_holds_no_password_and_only_its_owner_can_read_it()
    {
        Users.Add("ana", Password);
        string token = Users.AddToken("ana", "training");
        string text = File.ReadAllText(_folder["users.json"]);
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["users.json"]));
    }

    [Fact]
    public async Task Changes_by_several_processes_at_once_are_all_kept()
    {
        Users.Add("ana", Password);
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (i, _) =>
        {
            await Task.Yield();
            Users.SetExperimentPermission("ana", $"{i}", Permission.Edit);
        });
        Assert.Equal(20, Users.Find("ana")!.Experiments.Count);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        File.WriteAllText(_folder["users.json"], "{ \"users\": [");
        TrackingException error = Assert.Throws<TrackingException>(() => Users.All);
        Assert.Contains("users.json", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
