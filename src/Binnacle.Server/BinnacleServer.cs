using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Binnacle.Server.Api;
using Binnacle.Server.Api.GraphQl;
using Binnacle.Server.Artifacts;
using Binnacle.Server.Live;
using Binnacle.Server.Security;
using Binnacle.Server.Security.Users;
using Binnacle.Server.Studies;
using Binnacle.Server.Ui;
using Binnacle.Server.Ui.Charts;
using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Binnacle.Server;

/// <summary>The web server over a tracking store: the UI, artifact downloads, health and version.</summary>
/// <remarks>The pages' files are served from the static web assets of the program that hosts it, built, published or packed as a tool.</remarks>
public sealed class BinnacleServer : IAsyncDisposable
{
    // A question about a hundred runs names them all in its address.
    private const int MaxRequestLine = 64 << 10;

    // A browser tab holds a connection open; Ctrl+C must not wait for it.
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromMilliseconds(300);

    private readonly WebApplication _app;
    private readonly IDisposable? _ownStore;

    private BinnacleServer(WebApplication app, string storeUri, IDisposable? ownStore)
    {
        (_app, _ownStore) = (app, ownStore);
        StoreUri = storeUri;
    }

    /// <summary>The version that <c>/version</c> tells.</summary>
    public static string Version { get; } = ServerVersion.Read();

    /// <summary>Where the server listens, once it has started.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The store that it shows, as a tracking URI.</summary>
    public string StoreUri { get; }

    /// <summary>Starts the server and returns when it answers.</summary>
    /// <param name="options">Where to listen.</param>
    /// <param name="store">What to show. Default: the store that <see cref="ServerOptions.BackendStoreUri"/> names.</param>
    /// <param name="cancellationToken">Stops waiting for the start.</param>
    /// <exception cref="ServerStartException">The port is in use, or the address is not of this machine.</exception>
    /// <exception cref="TrackingException">The store's URI is not supported.</exception>
    public static async Task<BinnacleServer> StartAsync(
        ServerOptions options, ITrackingStore? store = null, CancellationToken cancellationToken = default)
    {
        IPAddress[] addresses = await ResolveAsync(options.Host, cancellationToken);
        ServedStore served = ServedStore.Open(options, store);
        // What is opened here is closed here; a store that was given belongs to the caller.
        IDisposable? own = store is null ? served.Store as IDisposable : null;
        WebApplication app = Build(options, served, addresses);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await app.DisposeAsync();
            own?.Dispose();
            throw Explain(options, error);
        }

        return new BinnacleServer(app, served.Store.Uri, own);
    }

    /// <summary>Waits until the server is stopped by Ctrl+C, by a signal, or by the token.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops the server and closes the store that it opened, so that a SQLite file is whole by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _ownStore?.Dispose();
    }

    private static WebApplication Build(ServerOptions options, ServedStore store, IPAddress[] addresses)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // The pages' files lie beside the program, not in the directory where it was started.
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (options.ServeUi)
            builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, addresses, options.Port));
        bool stopping = false;
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // Forms of pages that were open before the server was started again are old, and so refused; that is no fault of it.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None)
            // A start that fails is told once, by the exception.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            // Pages that are open when the server stops are cut off in the middle of something; that is no news.
            .AddFilter("Microsoft.AspNetCore.Components", level => level >= LogLevel.Warning && !stopping);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        AddServices(builder.Services, options, store);

        WebApplication app = builder.Build();
        app.Lifetime.ApplicationStopping.Register(() => stopping = true);
        UseMiddleware(app, options);
        MapApi(app, options);
        if (options.ServeUi)
            MapPages(app, options);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerOptions options, ServedStore store)
    {
        services.AddSingleton(options);
        services.AddSingleton(store.Artifacts);
        services.AddSingleton<LocalPlaces>();
        services.AddSingleton<ArtifactLocations>();
        services.AddSingleton<ModelSources>();
        services.AddSingleton<MetricFeed>();
        services.AddSingleton(new HostRule(options));
        services.AddSingleton(options.TimeProvider);
        if (options.ServeUi)
            AddPages(services, store, options);
        if (options.UsersFile is null)
        {
            services.AddSingleton(store.Store);
            return;
        }

        RunPlaces places = new();
        services.AddSingleton(new UserDirectory(options.UsersFile));
        services.AddSingleton<LoginCheck>();
        services.AddScoped<CurrentAccess>();
        services.AddScoped<ITrackingStore>(scope => new GuardedStore(store.Store, places, scope.GetRequiredService<CurrentAccess>().GetAsync));
    }

    // Methods of their own, never inlined: a server without pages then loads nothing of theirs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddPages(IServiceCollection services, ServedStore store, ServerOptions options)
    {
        services.AddDataProtection().AddKeyManagementOptions(keys => keys.XmlRepository = new KeysInMemory());
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSingleton(_ => new StoreWatch(store.Store, options.TimeProvider));
        services.AddSingleton<RunLists>();
        services.AddSingleton(new WholeStore(store.Store));
        services.AddSingleton<LiveRuns>();
        services.AddSingleton<SeriesCache>();
        services.AddSingleton<StudyCatalog>();
        services.AddSingleton<LiveStudies>();
        if (options.UsersFile is not null)
            UserSession.Add(services, options.UsersFile);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapPages(WebApplication app, ServerOptions options)
    {
        app.MapStaticAssets().AllowAnonymous();
        if (options.UsersFile is not null)
            app.MapPost(UserSession.LogoutPath, UserSession.EndAsync);
        app.MapGet("/charts/points.csv", PointsCsv.WriteAsync);
        app.MapGet(BoardSeries.Path, BoardSeries.WriteAsync);
        ArtifactCalls.MapViews(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    /// <summary>A page that is cut off when the server stops must not come back to it: being cut off again, it would not notice.</summary>
    private static void UseNoNewPages(WebApplication app) => app.Use((context, next) =>
    {
        if (!app.Lifetime.ApplicationStopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    });

    private static void UseMiddleware(WebApplication app, ServerOptions options)
    {
        app.Use(static (context, next) =>
        {
            // Clients whose tracking URI ends in a slash ask for "//api/…".
            if (context.Request.Path.Value is ['/', '/', ..] path)
                context.Request.Path = "/" + path.TrimStart('/');
            return next(context);
        });
        if (options.ServeUi)
            UseNoNewPages(app);
        app.UseRouting();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HostCheck>();
        if (options.RateLimit is { } rate)
            app.UseMiddleware<RateLimit>(rate);
        if (options.UsersFile is not null)
        {
            if (options.ServeUi)
                app.UseAuthentication();
            app.UseMiddleware<Login>();
        }

        if (options.ServeUi)
            app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseMiddleware<ApiStatusPages>();
        if (options.ServeUi)
            app.UseAntiforgery();
    }

    private static void MapApi(WebApplication app, ServerOptions options)
    {
        ApiRoutes api = new(app);
        ExperimentCalls.Map(api);
        RunCalls.Map(api);
        LoggingCalls.Map(api);
        MetricCalls.Map(api);
        ArtifactCalls.Map(api, app);
        ProxyCalls.Map(api);
        RegistryCalls.Map(api);
        ModelVersionCalls.Map(api);
        LoggedModelCalls.Map(api);
        TraceCalls.Map(api);
        LiveCalls.Map(api);
        ServerCalls.Map(api);
        if (options.UsersFile is not null)
            UserCalls.Map(api);
        GraphCalls.Map(app);
        OpenApi.Map(app, api);
        app.MapGet("/health", static context => ServerCalls.TextAsync(context, "OK"));
        app.MapGet("/version", static context => ServerCalls.TextAsync(context, Version));
    }

    private static void Listen(KestrelServerOptions kestrel, IPAddress[] addresses, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        foreach (IPAddress address in addresses)
            kestrel.Listen(address, port);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
            return [address];
        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(host, cancellationToken);
            return found.Length > 0 ? found[..1] : throw new ServerStartException($"--host {host}: the name has no address.");
        }
        catch (SocketException error)
        {
            throw new ServerStartException($"--host {host}: the name is not known here. Give an address of this machine, for example 127.0.0.1.", error);
        }
    }

    private static ServerStartException Explain(ServerOptions options, Exception error)
    {
        SocketError? code = (error as SocketException ?? error.InnerException as SocketException)?.SocketErrorCode;
        if (error is AddressInUseException || error.InnerException is AddressInUseException || code == SocketError.AddressAlreadyInUse)
        {
            return new ServerStartException(
                $"Port {options.Port} on {options.Host} is in use by another program. Stop it, or choose another port with --port {NextPort(options.Port)}.", error);
        }

        return code switch
        {
            SocketError.AccessDenied => new ServerStartException(
                $"Port {options.Port} on {options.Host} may not be used by this user. Choose one above 1023 with --port 5000.", error),
            SocketError.AddressNotAvailable => new ServerStartException(
                $"--host {options.Host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for every address.", error),
            _ => new ServerStartException($"The server cannot listen on {options.Host}:{options.Port}: {error.Message}", error),
        };
    }

    private static int NextPort(int port) => port < IPEndPoint.MaxPort ? port + 1 : 5000;
}
