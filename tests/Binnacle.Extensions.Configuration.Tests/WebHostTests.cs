using System.ComponentModel.DataAnnotations;
using Binnacle.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Binnacle.Extensions.Configuration.Tests;

/// <summary>An ASP.NET host that shares its <c>conf/</c> folder and command line with the jobs beside it.</summary>
public sealed class WebHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WebHostTests()
    {
        _folder.Write("conf/server.yaml", "defaults:\n  - _self_\n  - db: mysql\ngreeting: hello from ${db.host}\n");
        _folder.Write("conf/db/mysql.yaml", "host: localhost\nport: 3306\n");
        _folder.Write("conf/db/postgres.yaml", "host: db.example\nport: 5432\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Options_and_requests_see_the_composed_configuration()
    {
        await using WebApplication app = await StartAsync("--urls", "http://127.0.0.1:0", "db=postgres", "db.port=6000");

        DbOptions options = app.Services.GetRequiredService<IOptions<DbOptions>>().Value;
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(("db.example", 6000), (options.Host, options.Port));
        Assert.Equal("hello from db.example", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Options_are_validated_as_ever()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("--urls", "http://127.0.0.1:0", "db.port=70000"));

        Assert.Contains("Port", error.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = _folder.Path });
        builder.Configuration.AddBinnacle("conf", "server", args);
        builder.Services.AddOptions<DbOptions>().BindConfiguration("db").ValidateDataAnnotations().ValidateOnStart();
        WebApplication app = builder.Build();
        app.MapGet("/", () => app.Configuration["greeting"]);
        await app.StartAsync();
        return app;
    }

    private sealed class DbOptions
    {
        [Required]
        public string? Host { get; set; }

        [Range(1, 65535)]
        public int Port { get; set; }
    }
}
