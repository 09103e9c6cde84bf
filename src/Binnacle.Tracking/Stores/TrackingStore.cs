using Microsoft.Extensions.Logging;

namespace Binnacle.Tracking;

/// <summary>Opens the store that a tracking URI names.</summary>
public static class TrackingStore
{
    /// <summary>The variable that names the store when the caller does not.</summary>
    public const string UriVariable = "MLFLOW_TRACKING_URI";

    /// <summary>The store used when nothing names one: <c>./mlruns</c> in the working directory.</summary>
    public const string DefaultUri = "./mlruns";

    /// <summary>Opens a store. Nothing is read or written before the first operation.</summary>
    /// <param name="uri">
    /// A folder (<c>./mlruns</c>), a <c>file:</c> URI, or the address of a server (<c>http://</c>, <c>https://</c>). Null or empty: the
    /// variable <c>MLFLOW_TRACKING_URI</c>, else <see cref="DefaultUri"/>.
    /// </param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="logger">Receives warnings about unreadable folders. Default: none.</param>
    /// <exception cref="TrackingException">The URI is of a kind that is not supported.</exception>
    public static ITrackingStore Open(string? uri = null, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        string text = FirstNonEmpty(uri, Environment.GetEnvironmentVariable(UriVariable), DefaultUri);
        return RestTrackingStore.CanOpen(text)
            ? new RestTrackingStore(text, timeProvider: timeProvider)
            : new FileTrackingStore(FolderOf(text), timeProvider, logger);
    }

    private static string FirstNonEmpty(params ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (!string.IsNullOrEmpty(text))
                return text;
        }

        return "";
    }

    private static string FolderOf(string uri) => FileUri.ToPath(uri) ?? throw new TrackingException(
        ErrorCodes.InvalidParameterValue,
        $"Tracking URI '{uri}' is not supported here: expected a folder such as './mlruns', a file URI such as 'file:///data/mlruns' or the address "
            + "of a server such as 'http://127.0.0.1:5000'. Databases ('sqlite:///mlflow.db', 'postgresql://…') are opened by Binnacle.Tracking.Sql.");
}
