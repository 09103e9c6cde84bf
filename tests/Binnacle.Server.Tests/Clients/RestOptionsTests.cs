using System.Diagnostics;
using System.Net;
using Binnacle.Server.Tests.Api;
using Binnacle.Testing;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Tests.Clients;

/// <summary>Authentication, retries and errors of the client of servers.</summary>
public sealed class RestOptionsTests
{
    [Theory]
    [InlineData("ana", "pass word:1", null, "Basic YW5hOnBhc3Mgd29yZDox")]
    [InlineData(null, null, "abc", "Bearer abc")]
    [InlineData("ana", "x", "abc", "Basic YW5hOng=")]
    public async Task Who_calls_is_told_by_the_variables_of_MLflow(string? name, string? password, string? token, string expected)
    {
        Dictionary<string, string?> variables = new() { ["MLFLOW_TRACKING_USERNAME"] = name, ["MLFLOW_TRACKING_PASSWORD"] = password, ["MLFLOW_TRACKING_TOKEN"] = token };
        string? sent = null;
        await using WebApplication server = await ServeAsync(context =>
        {
            sent = context.Request.Headers.Authorization;
            return context.Response.WriteAsJsonAsync(new { experiment = new { experiment_id = "7", name = "x" } });
        });
        using RestTrackingStore store = new(AddressOf(server), RestOptions.FromEnvironment(variable => variables.GetValueOrDefault(variable)));
        Assert.Equal("x", (await store.GetExperimentAsync("7")).Name);
        Assert.Equal(expected, sent);
    }

    [Fact]
    public async Task Credentials_come_from_the_address_or_from_the_file()
    {
        using TemporaryFolder home = new();
        home.Write(Path.Combine(".mlflow", "credentials"), "# mine\n[mlflow]\nmlflow_tracking_username = ana\nmlflow_tracking_password = a=b\n");
        RestOptions options = RestOptions.FromEnvironment(variable => variable == "HOME" ? home.Path : null);
        Assert.Equal(("ana", "a=b"), (options.Username, options.Password));
        Assert.DoesNotContain("a=b", options.ToString(), StringComparison.Ordinal);

        string? sent = null;
        await using WebApplication server = await ServeAsync(context =>
        {
            sent = context.Request.Headers.Authorization;
            return context.Response.WriteAsJsonAsync(new { });
        });
        using RestTrackingStore store = new(AddressOf(server).Replace("http://", "http://ana:p%40ss@", StringComparison.Ordinal), new RestOptions());
        await store.DeleteExperimentAsync("1");
        Assert.Equal("Basic YW5hOnBAc3M=", sent);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_and_a_refusal_is_final()
    {
        int calls = 0;
        await using WebApplication server = await ServeAsync(context =>
        {
            calls++;
            context.Response.StatusCode = calls < 3 ? 503 : calls == 3 ? 200 : 400;
            return context.Response.WriteAsync(calls < 3 ? "busy" : calls == 3 ? "{}" : """{"error_code": "INVALID_PARAMETER_VALUE", "message": "no"}""");
        });
        using RestTrackingStore store = new(AddressOf(server), new RestOptions { BackoffFactor = 0, BackoffJitter = 0 });
        await store.DeleteExperimentAsync("1");
        Assert.Equal(3, calls);
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => store.DeleteExperimentAsync("1"));
        Assert.Equal((ErrorCodes.InvalidParameterValue, "no", 4), (error.ErrorCode, error.Message, calls));
    }

    [Fact]
    public async Task A_server_that_is_not_there_or_none_of_ours_is_told_by_its_address()
    {
        using RestTrackingStore nowhere = new("http://127.0.0.1:9", new RestOptions { MaxRetries = 1, BackoffJitter = 0 });
        TrackingException away = await Assert.ThrowsAsync<TrackingException>(() => nowhere.GetRunAsync("a"));
        Assert.Equal(ErrorCodes.TemporarilyUnavailable, away.ErrorCode);
        Assert.StartsWith("The tracking server at 'http://127.0.0.1:9/' cannot be reached: ", away.Message, StringComparison.Ordinal);

        await using WebApplication other = await ServeAsync(context => context.Response.WriteAsync("<html>hello</html>"));
        using RestTrackingStore page = new(AddressOf(other), new RestOptions { MaxRetries = 0 });
        Assert.Contains("Is it a tracking server?", (await Assert.ThrowsAsync<TrackingException>(() => page.GetRunAsync("a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for_longer_than_asked()
    {
        await using WebApplication server = await ServeAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using RestTrackingStore store = new(AddressOf(server), new RestOptions { MaxRetries = 0, Timeout = TimeSpan.FromMilliseconds(300) });
        var watch = Stopwatch.StartNew();
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => store.GetRunAsync("a"));
        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.2, 30);
    }

    [Theory]
    [InlineData("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "many")]
    [InlineData("MLFLOW_HTTP_REQUEST_TIMEOUT", "-1")]
    [InlineData("MLFLOW_TRACKING_INSECURE_TLS", "perhaps")]
    public void A_variable_that_holds_something_else_is_named(string variable, string text) => Assert.StartsWith(
        variable + ": expected ", Assert.Throws<TrackingException>(() => RestOptions.FromEnvironment(name => name == variable ? text : null)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_server_with_users_is_used_with_name_and_password()
    {
        using TemporaryFolder folder = new();
        string file = folder["users.json"];
        new Security.Users.UserDirectory(file).Add("ana", "a long password", isAdmin: true);
        await using ApiServer server = await ApiServer.StartAsync(options => options with { UsersFile = file }, folder);
        using RestTrackingStore known = new(server.Address.ToString(), new RestOptions { Username = "ana", Password = "a long password" });
        Assert.Equal("Default", (await known.GetExperimentAsync("0")).Name);
        using RestTrackingStore unknown = new(server.Address.ToString(), new RestOptions { MaxRetries = 0 });
        Assert.Equal(ErrorCodes.Unauthenticated, (await Assert.ThrowsAsync<TrackingException>(() => unknown.GetExperimentAsync("0"))).ErrorCode);
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
