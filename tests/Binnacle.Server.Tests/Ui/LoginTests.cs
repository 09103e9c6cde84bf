using System.Net;
using System.Text.RegularExpressions;
using Binnacle.Server.Security.Users;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Ui;

public sealed partial class LoginTests : IDisposable
{
    private const string Password = "a long enough one";
    private readonly TemporaryFolder _folder = new();

    public LoginTests() => Users.Add("ana", Password);

    private UserDirectory Users => new(_folder["users.json"]);

    [Fact]
    public async Task A_browser_is_led_to_the_login_page_and_a_client_is_told_401()
    {
        await using RunningServer server = await StartAsync();
        using HttpResponseMessage page = await BrowseAsync(server, "/experiments?search=a%20b");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/login?return=%2Fexperiments%3Fsearch%3Da%2520b", page.Headers.Location!.OriginalString);
        foreach (string path in new[] { "/api/2.0/mlflow/experiments/get?experiment_id=0", "/ajax-api/2.0/mlflow/experiments/get?experiment_id=0" })
        {
            using HttpResponseMessage api = await BrowseAsync(server, path);
            Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
            Assert.Equal("Basic realm=\"mlflow\"", api.Headers.WwwAuthenticate.ToString());
        }

        using HttpResponseMessage client = await server.Client.GetAsync("/experiments");
        Assert.Equal(HttpStatusCode.Unauthorized, client.StatusCode);
    }

    [Fact]
    public async Task The_login_page_shows_nothing_of_the_store_and_its_files_are_open()
    {
        await using RunningServer server = await StartAsync();
        string page = await server.PageAsync("/login");
        Assert.DoesNotContain(server.Data.Store.Uri, page, StringComparison.Ordinal);
        foreach (Match link in Links().Matches(page))
        {
            using HttpResponseMessage file = await server.Client.GetAsync("/" + link.Groups[1].Value.TrimStart('/'));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task The_right_password_begins_a_session_that_ends_with_a_logout()
    {
        await using RunningServer server = await StartAsync();
        using HttpResponseMessage answer = await LogInAsync(server, Password, "/sweeps?x=1");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(new Uri(server.Address, "/sweeps?x=1"), TargetOf(server, answer));
        string cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("binnacle-session-", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        string page = await server.PageAsync("/sweeps");
        Assert.Contains("ana", page, StringComparison.Ordinal);

        using FormUrlEncodedContent forged = new([]);
        using HttpResponseMessage refused = await server.Client.PostAsync("/logout", forged);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await server.PageAsync("/sweeps");

        using FormUrlEncodedContent form = new([new("__RequestVerificationToken", TokenOf(page))]);
        using HttpResponseMessage logout = await server.Client.PostAsync("/logout", form);
        Assert.Equal("/login", logout.Headers.Location!.OriginalString);
        using HttpResponseMessage after = await BrowseAsync(server, "/sweeps");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_words_and_repeating_it_has_an_end()
    {
        await using RunningServer server = await StartAsync();
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage answer = await LogInAsync(server, "wrong", null);
            Assert.Contains("do not belong together", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using HttpResponseMessage last = await LogInAsync(server, Password, null);
        Assert.Contains("Too many failed logins", await last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_page_does_not_log_in()
    {
        await using RunningServer server = await StartAsync();
        using FormUrlEncodedContent form = new([new("Name", "ana"), new("Password", Password), new("_handler", "login")]);
        using HttpResponseMessage answer = await server.Client.PostAsync("/login", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/login?return=%2Flogin")]
    public async Task A_login_never_leads_elsewhere(string back)
    {
        await using RunningServer server = await StartAsync();
        using HttpResponseMessage answer = await LogInAsync(server, Password, back);
        Assert.Equal(server.Address, TargetOf(server, answer));
    }

    [Fact]
    public async Task A_session_ends_when_the_user_has_another_password_or_is_gone()
    {
        await using RunningServer server = await StartAsync();
        using (await LogInAsync(server, Password, null))
            await server.PageAsync("/models");
        Users.SetPassword("ana", "another long one");
        await Task.Delay(50);
        using HttpResponseMessage changed = await BrowseAsync(server, "/models");
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using (await LogInAsync(server, "another long one", null))
            await server.PageAsync("/models");
        Users.Remove("ana");
        await Task.Delay(50);
        using HttpResponseMessage gone = await BrowseAsync(server, "/models");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
    }

    [Fact]
    public async Task Where_there_are_no_users_the_login_page_leads_on()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage answer = await BrowseAsync(server, "/login?return=%2Fmodels");
        Assert.Equal(new Uri(server.Address, "/models"), TargetOf(server, answer));
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(new ServerOptions { UsersFile = _folder["users.json"] });

    private static async Task<HttpResponseMessage> BrowseAsync(RunningServer server, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        return await server.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> LogInAsync(RunningServer server, string password, string? back)
    {
        string address = back is null ? "/login" : "/login?return=" + Uri.EscapeDataString(back);
        string token = TokenOf(await server.PageAsync(address));
        using FormUrlEncodedContent form = new([new("Name", "ana"), new("Password", password), new("_handler", "login"), new("__RequestVerificationToken", token)]);
        return await server.Client.PostAsync(address, form);
    }

    private static Uri TargetOf(RunningServer server, HttpResponseMessage answer) => new(server.Address, answer.Headers.Location!);

    private static string TokenOf(string page) => Token().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("(?:href|src)=\"([^\"#]+\\.(?:js|css|svg))\"")]
    private static partial Regex Links();
}
