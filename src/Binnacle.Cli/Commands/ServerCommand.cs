using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Binnacle.Cli.Commands.Studies;
using Binnacle.Server;
using Binnacle.Cli.Commands.Tracking;
using Binnacle.Tracking;
using Binnacle.Tracking.S3;
using Binnacle.Tuning.Sql;
using SQLitePCL;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle server</c> and <c>binnacle ui</c>: the API and the pages until Ctrl+C.</summary>
internal sealed class ServerCommand
{
    /// <summary>Options of MLflow's server that mean nothing to this one, which serves everything in one process: command lines with them work.</summary>
    private readonly Option<string?>[] _foreign =
        [.. new[] { "--workers", "--gunicorn-opts", "--uvicorn-opts", "--waitress-opts" }.Select(name => new Option<string?>(name) { Hidden = true })];

    private readonly Option<string?> _store = new("--backend-store-uri", "--tracking-uri")
    {
        Description = $"The store: {StoreOption.Kinds}. Default: $MLFLOW_BACKEND_STORE_URI, else $MLFLOW_TRACKING_URI where it names no server, else ./mlruns.",
        HelpName = "uri",
        DefaultValueFactory = _ => Variable("MLFLOW_BACKEND_STORE_URI"),
    };

    private readonly Option<string?> _users = UsersCommand.FileOption();

    private readonly Option<string> _host = new("--host")
    {
        Description = "Address to listen on; 0.0.0.0 is every address of this machine.",
        DefaultValueFactory = _ => Variable("MLFLOW_HOST") ?? "127.0.0.1",
    };

    private readonly Option<int> _port = new("--port", "-p")
    {
        Description = "Port to listen on; 0 takes a free one.",
        DefaultValueFactory = _ => PortOfVariable() ?? 5000,
    };

    private readonly Option<string[]> _allowed = new("--allowed-hosts")
    {
        Description = "Names under which browsers may reach the server, besides localhost and addresses. Default: $MLFLOW_SERVER_ALLOWED_HOSTS.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Variable("MLFLOW_SERVER_ALLOWED_HOSTS")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
    };

    private readonly Option<string> _artifacts = new("--artifacts-destination")
    {
        Description = "Where the files of runs are kept for clients: a folder, or s3://bucket/folder.",
        HelpName = "uri",
        DefaultValueFactory = _ => ArtifactsDestination(),
    };

    private readonly Option<string?> _root = new("--default-artifact-root")
    {
        Description = "Where new experiments keep their files. Default: $MLFLOW_DEFAULT_ARTIFACT_ROOT, else mlflow-artifacts:/, which is this server.",
        HelpName = "uri",
        DefaultValueFactory = _ => Variable("MLFLOW_DEFAULT_ARTIFACT_ROOT"),
    };

    private readonly Option<bool> _serve = new("--serve-artifacts")
    {
        Description = "Let clients read and write files through the server (the default; see --no-serve-artifacts).",
    };

    private readonly Option<bool> _noServe = new("--no-serve-artifacts") { Description = "Let clients read and write files themselves." };

    private readonly Option<string[]> _local = new("--local-artifact-roots")
    {
        Description = "Folders of this machine whose files may be shown besides those that the server keeps. Default: ./mlruns.",
        HelpName = "folder",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _studies = new("--study-storage")
    {
        Description = $"Storages whose studies are shown as sweeps: {StudyStorage.Forms}. Default: ${StudySource.StorageVariable}, and the files that runs name.",
        HelpName = "url",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _noUi = new("--no-ui") { Description = "Serve the API only." };

    private readonly Option<bool> _power = new("--survive-power-loss")
    {
        Description = "Answer only when the disk holds what was logged, not only the operating system (slower).",
    };

    private readonly Option<int?> _rate = new("--rate-limit") { Description = "Requests a second that one client may send. Default: any number.", HelpName = "number" };

    private readonly Option<int?> _upload = new("--max-artifact-megabytes") { Description = "Greatest size of an uploaded file. Default: any.", HelpName = "number" };

    public static Command Create(string name, string description) => new ServerCommand().Build(name, description);

    public static Command CreateWithUsers(string name, string description)
    {
        Command command = Create(name, description);
        command.Add(UsersCommand.Create());
        return command;
    }

    private Command Build(string name, string description)
    {
        _port.Validators.Add(result =>
        {
            // The default, which has no token, is checked as well.
            if (result.Tokens is [{ Value: var text }, ..] && (!int.TryParse(text, CultureInfo.InvariantCulture, out int number) || number is < 0 or > 65535))
                result.AddError($"--port: expected a number from 0 to 65535, found '{text}'.");
        });
        Command command = new(name, description)
        {
            _store, _host, _port, _allowed, _artifacts, _root, _serve, _noServe, _local, _users, _studies, _noUi, _power, _rate, _upload,
        };
        foreach (Option<string?> option in _foreign)
            command.Add(option);
        command.SetAction((parsed, stop) => ServeAsync(Options(parsed), parsed.InvocationConfiguration, stop));
        return command;
    }

    private ServerOptions Options(ParseResult parsed)
    {
        ServerOptions defaults = new();
        return new ServerOptions
        {
            BackendStoreUri = parsed.GetValue(_store) ?? OwnStore(),
            Host = parsed.GetValue(_host)!,
            Port = parsed.GetValue(_port),
            AllowedHosts = parsed.GetValue(_allowed) ?? [],
            ArtifactsDestination = parsed.GetValue(_artifacts)!,
            DefaultArtifactRoot = parsed.GetValue(_root),
            ServeArtifacts = !parsed.GetValue(_noServe),
            LocalArtifactRoots = parsed.GetValue(_local) is { Length: > 0 } roots ? roots : defaults.LocalArtifactRoots,
            OpenArtifacts = uri => S3ArtifactStore.CanOpen(uri) ? new S3ArtifactStore(uri) : LocalArtifactStore.OpenUri(uri),
            ModelSourcePattern = Environment.GetEnvironmentVariable("MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX"),
            UsersFile = parsed.GetValue(_users),
            StudyStorages = StudyStorages(parsed),
            ServeUi = !parsed.GetValue(_noUi),
            SurvivePowerLoss = parsed.GetValue(_power),
            RateLimit = parsed.GetValue(_rate),
            MaxArtifactSize = parsed.GetValue(_upload) is { } megabytes ? megabytes * 1_000_000L : null,
        };
    }

    private IReadOnlyList<string> StudyStorages(ParseResult parsed) =>
        parsed.GetValue(_studies) is { Length: > 0 } given ? given
        : Environment.GetEnvironmentVariable(StudySource.StorageVariable) is { Length: > 0 } named ? [named]
        : [];

    /// <summary>SIGXFSZ: a file at the limit of the process (<c>ulimit -f</c>) is told as a full disk is, and does not end the server.</summary>
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    private static async Task<int> ServeAsync(ServerOptions options, InvocationConfiguration console, CancellationToken stop)
    {
        LeaveOutLocks();
        using PosixSignalRegistration? full = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);
        await using BinnacleServer server = await BinnacleServer.StartAsync(options, cancellationToken: stop);
        await console.Output.WriteLineAsync($"Binnacle shows {server.StoreUri}");
        await console.Output.WriteLineAsync($"  at {server.Address.GetLeftPart(UriPartial.Authority)}    (Ctrl+C stops it)");
        await console.Output.FlushAsync(stop);
        if (options.UsersFile is null && !IsLoopback(options.Host))
        {
            await console.Error.WriteLineAsync(
                "Everybody who reaches this address may read, change and delete every run. Give --users-file, and add users with 'binnacle server users add NAME'.");
        }

        await server.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>
    /// SQLite then does not lock a connection at each of the million calls of a search: in this program each is used by one thread at a
    /// time. It can be said only before the first file is opened.
    /// </summary>
    private static void LeaveOutLocks()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <summary>Where a server keeps the files of its clients unless told.</summary>
    public static string ArtifactsDestination() => Variable("MLFLOW_ARTIFACTS_DESTINATION") ?? "./mlartifacts";

    /// <summary>Clients' variable, unless it leads them to a server, perhaps this one.</summary>
    private static string? OwnStore() => RestTrackingStore.CanOpen(Variable(TrackingStore.UriVariable)) ? TrackingStore.DefaultUri : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static int? PortOfVariable() => Variable("MLFLOW_PORT") is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out int port) && port is >= 0 and <= 65535 ? port
        : throw new TrackingException(ErrorCodes.InvalidParameterValue, $"MLFLOW_PORT: expected a number from 0 to 65535, found '{text}'.");

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
