namespace Binnacle.Tracking.Sql;

/// <summary>Opens the store that a tracking URI names, databases included.</summary>
public static class TrackingStores
{
    /// <summary>Opens a store.</summary>
    /// <param name="uri">
    /// <c>sqlite:///relative.db</c>, <c>sqlite:////absolute.db</c>, <c>postgresql://user:password@host:port/database</c>, or what
    /// <see cref="TrackingStore.Open"/> opens. Null or empty: the variable <c>MLFLOW_TRACKING_URI</c>, else <see cref="TrackingStore.DefaultUri"/>.
    /// </param>
    /// <param name="options">How a database is used; null for the defaults.</param>
    /// <exception cref="TrackingException">The URI is of an unknown kind, or the database cannot be opened or is of an unknown version.</exception>
    public static ITrackingStore Open(string? uri = null, SqlStoreOptions? options = null)
    {
        options ??= new SqlStoreOptions();
        string? text = string.IsNullOrEmpty(uri) ? Environment.GetEnvironmentVariable(TrackingStore.UriVariable) : uri;
        return SqlTrackingStore.CanOpen(text) ? new SqlTrackingStore(text!, options) : TrackingStore.Open(text, options.TimeProvider, options.Logger);
    }
}
