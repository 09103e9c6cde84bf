namespace Binnacle.Tuning.Sql;

/// <summary>Opens a storage of studies by its address.</summary>
public static class StudyStorage
{
    private const string JournalScheme = "journal:";
    private const string JournalEnding = ".log";

    /// <summary>The forms of an address, for help texts and messages.</summary>
    public const string Forms = "sqlite:///FILE, postgresql://USER:PASSWORD@HOST:PORT/DATABASE or journal:FILE";

    /// <summary>Opens a storage; a file that does not exist, and the tables of an empty database, are made.</summary>
    /// <param name="address">
    /// <c>sqlite:///relative.db</c> or <c>sqlite:////absolute.db</c>; <c>postgresql://user:password@host:port/database</c>, also with
    /// SQLAlchemy's <c>+driver</c>; <c>journal:FILE</c>, or just a path that ends in <c>.log</c>.
    /// </param>
    /// <param name="newHead">The version of the tables of a new database; null for that of Optuna 4.9.</param>
    /// <exception cref="ArgumentException">The address is of no kind that is known, or a journal is asked for a version.</exception>
    /// <exception cref="TuningException">The storage cannot be opened, or is of another version.</exception>
    public static IStudyStorage Open(string address, string? newHead = null)
    {
        string head = newHead ?? SchemaHead.Current.Name;
        if (address.StartsWith("sqlite:", StringComparison.Ordinal))
            return SqliteStudyStorage.Open(address, new SqliteStorageOptions { NewHead = head });
        if (PostgresUrl.IsOne(address))
            return PostgresStudyStorage.Open(address, new PostgresStorageOptions { NewHead = head });
        if (JournalPath(address) is not { } path)
            throw new ArgumentException($"expected {Forms}, found '{address}'.", nameof(address));
        return newHead is null
            ? new JournalStorage(path)
            : throw new ArgumentException("a journal has no version.", nameof(newHead));
    }

    /// <summary>An address that others can use from any folder and that tells no secret: paths are absolute, a password is left out.</summary>
    /// <param name="address">As for <see cref="Open"/>.</param>
    /// <exception cref="ArgumentException">The address is of no kind that is known.</exception>
    public static string Shown(string address)
    {
        if (address.StartsWith("sqlite:", StringComparison.Ordinal))
            return "sqlite:///" + SqliteUrl.PathOf(address);
        if (PostgresUrl.IsOne(address))
            return PostgresUrl.WithoutPassword(address);
        return JournalScheme + Path.GetFullPath(JournalPath(address) ?? throw new ArgumentException($"expected {Forms}, found '{address}'.", nameof(address)));
    }

    /// <summary>The file of an address, absolute; null for a server.</summary>
    /// <param name="address">As for <see cref="Open"/>.</param>
    /// <exception cref="ArgumentException">The address is of no kind that is known.</exception>
    public static string? FileOf(string address)
    {
        if (PostgresUrl.IsOne(address))
            return null;
        return address.StartsWith("sqlite:", StringComparison.Ordinal)
            ? SqliteUrl.PathOf(address)
            : Path.GetFullPath(JournalPath(address) ?? throw new ArgumentException($"expected {Forms}, found '{address}'.", nameof(address)));
    }

    private static string? JournalPath(string address)
    {
        if (address.StartsWith(JournalScheme, StringComparison.Ordinal))
            return address.Length > JournalScheme.Length ? address[JournalScheme.Length..] : null;
        return address.EndsWith(JournalEnding, StringComparison.OrdinalIgnoreCase) && !address.Contains("://", StringComparison.Ordinal) ? address : null;
    }
}
