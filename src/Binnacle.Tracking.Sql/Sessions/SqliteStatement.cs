using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Binnacle.Tracking.Sql;

/// <summary>
/// A prepared statement by SQLite's own calls, for rows by the thousand: ADO.NET looks up parameters by name and boxes values at
/// each use, which costs more than the row itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    public const string Library = "e_sqlite3";
    public const DllImportSearchPath Places = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    /// <summary>Sets a parameter; the first has the place 1. It stays set for later runs.</summary>
    public void Set(int place, string text) => Check(raw.sqlite3_bind_text(_statement, place, text));

    /// <inheritdoc cref="Set(int, string)"/>
    public void Set(int place, double number) => Check(raw.sqlite3_bind_double(_statement, place, number));

    /// <inheritdoc cref="Set(int, string)"/>
    public void Set(int place, long number) => Check(raw.sqlite3_bind_int64(_statement, place, number));

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        int result = Step(_handle);
        Reset(_handle);
        Check(result);
    }

    /// <summary>Steps to the next row; after the last one the statement can be run again.</summary>
    public bool Read()
    {
        int result = Step(_handle);
        if (result == raw.SQLITE_ROW)
            return true;
        Reset(_handle);
        Check(result);
        return false;
    }

    /// <summary>A number of the row; the first column has the place 0.</summary>
    public double Real(int column) => ColumnDouble(_handle, column);

    /// <inheritdoc cref="Real"/>
    public long Integer(int column) => ColumnInt64(_handle, column);

    /// <summary>A text of the row in UTF-8, valid until the next step; empty for null.</summary>
    public unsafe ReadOnlySpan<byte> Text(int column) => new((void*)ColumnBlob(_handle, column), ColumnBytes(_handle, column));

    public void Dispose() => _statement.Dispose();

    // SQLitePCLRaw's own calls count the uses of the handle, and let the garbage collector in each time: too much for columns by the hundred thousand.
    [DllImport(Library, EntryPoint = "sqlite3_step"), DefaultDllImportSearchPaths(Places)]
    private static extern int Step(nint statement);

    // What it returns is the fault of the last step again.
    [DllImport(Library, EntryPoint = "sqlite3_reset"), DefaultDllImportSearchPaths(Places)]
    private static extern void Reset(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_column_double"), SuppressGCTransition, DefaultDllImportSearchPaths(Places)]
    private static extern double ColumnDouble(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition, DefaultDllImportSearchPaths(Places)]
    private static extern long ColumnInt64(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_blob"), SuppressGCTransition, DefaultDllImportSearchPaths(Places)]
    private static extern nint ColumnBlob(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition, DefaultDllImportSearchPaths(Places)]
    private static extern int ColumnBytes(nint statement, int column);

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, _connection);
    }
}
