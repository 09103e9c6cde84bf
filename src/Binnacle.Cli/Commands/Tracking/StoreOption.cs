using System.CommandLine;
using Binnacle.Tracking;
using Binnacle.Tracking.S3;
using Binnacle.Tracking.Sql;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>The option that names the store, on every command.</summary>
internal static class StoreOption
{
    public const string Kinds = "a folder, sqlite:///FILE, postgresql://HOST/DATABASE, or http://HOST of a server";

    /// <summary>Somebody waits at the command line: the minutes for which a training asks again are too long.</summary>
    private const int Retries = 2;

    public static Option<string?> Create() => new("--tracking-uri", "--backend-store-uri")
    {
        Description = $"The store: {Kinds}. Default: $MLFLOW_TRACKING_URI, else ./mlruns.",
        HelpName = "uri",
    };

    /// <param name="uri">The store; null for the default.</param>
    /// <param name="isNew">Whether a folder or database file that is not there is made.</param>
    /// <param name="destination">Where the files lie that a server keeps for its clients; null where they are reached through the server.</param>
    public static ITrackingStore Open(string? uri, bool isNew = false, string? destination = null)
    {
        string? named = string.IsNullOrEmpty(uri) ? Environment.GetEnvironmentVariable(TrackingStore.UriVariable) : uri;
        if (!isNew)
            CheckFolder(string.IsNullOrEmpty(named) ? TrackingStore.DefaultUri : named);
        return RestTrackingStore.CanOpen(named)
            ? new RestTrackingStore(named!, RestOptionsOf()) { OpenRemoteArtifacts = OpenArtifacts }
            : TrackingStores.Open(uri, new SqlStoreOptions
            {
                MustExist = !isNew,
                OpenArtifacts = place => OpenArtifacts(destination is null ? place : ServerArtifacts.Locate(place, destination)),
            });
    }

    /// <summary>Opens the store for one action and closes it after; a folder or database file that is not there is made only if told.</summary>
    public static void SetStoreAction(this Command command, Option<string?> option, Func<ParseResult, ITrackingStore, CancellationToken, Task> action, bool isNew = false) =>
        command.SetStoreAction(parsed => parsed.GetValue(option), action, isNew);

    /// <inheritdoc cref="SetStoreAction(Command, Option{string?}, Func{ParseResult, ITrackingStore, CancellationToken, Task}, bool)"/>
    public static void SetStoreAction(
        this Command command, Func<ParseResult, string?> uri, Func<ParseResult, ITrackingStore, CancellationToken, Task> action, bool isNew = false) =>
        command.SetAction(async (parsed, stop) =>
        {
            ITrackingStore store = Open(uri(parsed), isNew);
            using var close = store as IDisposable;
            await action(parsed, store, stop);
        });

    private static void CheckFolder(string uri)
    {
        bool isFolder = !RestTrackingStore.CanOpen(uri) && !SqlTrackingStore.CanOpen(uri) && !uri.Contains("://", StringComparison.Ordinal);
        if (isFolder && !Directory.Exists(uri))
            throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"{uri}: there is no such folder. Name the store with --tracking-uri or the variable {TrackingStore.UriVariable}.");
    }

    private static RestOptions RestOptionsOf()
    {
        RestOptions options = RestOptions.FromEnvironment();
        return Environment.GetEnvironmentVariable("MLFLOW_HTTP_REQUEST_MAX_RETRIES") is { Length: > 0 } ? options : options with { MaxRetries = Retries };
    }

    private static IArtifactStore OpenArtifacts(string uri) => S3ArtifactStore.CanOpen(uri) ? new S3ArtifactStore(uri) : LocalArtifactStore.OpenUri(uri);
}
