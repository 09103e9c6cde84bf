namespace Binnacle.Tuning.Sql;

/// <summary>Keeps studies in a SQLite file with Optuna's own tables, so that Python and C# workers share one database.</summary>
/// <remarks>
/// Several processes may use one file on one machine: each step is one transaction that takes the write lock first, so that nothing
/// is lost and no waiting trial is claimed twice. New files get the version of Optuna 4.9 (<c>v3.2.0.a</c>); a file of that
/// version or of <c>v3.0.0.d</c> is used as it is; any other is refused; none is migrated without being told (<see cref="SqlStudyStorage.Upgrade"/>).
/// </remarks>
public sealed class SqliteStudyStorage : SqlStudyStorage
{
    /// <param name="path">The database file; it is made when it does not exist.</param>
    /// <param name="options">How the file is used; null for the defaults.</param>
    /// <exception cref="TuningException">The file cannot be opened, or is of another version.</exception>
    public SqliteStudyStorage(string path, SqliteStorageOptions? options = null)
        : base(new SqliteSession(Path.GetFullPath(path), options ??= new SqliteStorageOptions()), options.NewHead, options.Time)
    {
    }

    /// <summary>Opens a database by its address: <c>sqlite:///relative.db</c> or <c>sqlite:////absolute.db</c>.</summary>
    /// <exception cref="ArgumentException">The address is no file of SQLite.</exception>
    /// <exception cref="TuningException">The file cannot be opened, or is of another version.</exception>
    public static SqliteStudyStorage Open(string url, SqliteStorageOptions? options = null) => new(SqliteUrl.PathOf(url), options);
}
