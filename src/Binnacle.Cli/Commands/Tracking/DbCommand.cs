using System.CommandLine;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle db</c>: makes databases for MLflow 2.17 or 3.11, brings a database of an older MLflow to the tables of MLflow 3.11, and makes searches in large files quick.</summary>
internal static class DbCommand
{
    public static Command Create(IAnsiConsole console) => new("db", "Look after the database of runs.") { New(console), Upgrade(console), Index(console) };

    private static Command New(IAnsiConsole console)
    {
        Argument<string> uri = new("uri") { Description = "The database: sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/DATABASE, which must be there and empty." };
        Option<string> version = new("--mlflow") { Description = "The MLflow that shall open it: 2.17 or 3.11.", HelpName = "version", DefaultValueFactory = _ => "3.11" };
        version.AcceptOnlyFromAmong("2.17", "3.11");
        var command = new Command("create", "Make the tables of MLflow in an empty database. Servers and runs use them as they find them.") { uri, version };
        command.SetAction(parsed =>
        {
            string database = parsed.GetValue(uri)!;
            if (!SqlTrackingStore.CanOpen(database))
                throw NoDatabase(database);
            SqlTrackingStore.CreateDatabase(database, parsed.GetValue(version) == "2.17" ? SchemaVersion.MLflow2 : SchemaVersion.MLflow3);
            console.WriteLine($"made the tables of MLflow {parsed.GetValue(version)}");
        });
        return command;
    }

    private static Command Index(IAnsiConsole console)
    {
        Argument<string> uri = new("uri") { Description = "The database: sqlite:///FILE." };
        var command = new Command("index", "Add the indexes for quick searches to a SQLite file of many runs that others wrote. MLflow ignores them.") { uri };
        command.SetAction(parsed =>
        {
            if (SqlTrackingStore.FileOf(parsed.GetValue(uri)!) is null)
                throw new TrackingException(ErrorCodes.InvalidParameterValue, $"'{parsed.GetValue(uri)}' is no SQLite file: expected sqlite:///FILE. Others need no indexes.");
            using SqlTrackingStore store = new(parsed.GetValue(uri)!, new SqlStoreOptions { MustExist = true });
            store.AddSearchIndexes();
            console.WriteLine("indexed");
        });
        return command;
    }

    private static Command Upgrade(IAnsiConsole console)
    {
        Argument<string> uri = new("uri") { Description = "The database: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE." };
        Option<bool> noBackup = new("--no-backup") { Description = "Make no copy before. A PostgreSQL database needs it: copy it with pg_dump before." };
        Option<bool> dryRun = new("--dry-run") { Description = "Only tell the version, and whether it would be changed." };
        var command = new Command("upgrade", "Bring the tables of MLflow 2.17 or later to those of MLflow 3.11. Older versions cannot open the database then.") { uri, noBackup, dryRun };
        command.SetAction(parsed =>
        {
            string database = parsed.GetValue(uri)!;
            if (!SqlTrackingStore.CanOpen(database))
                throw NoDatabase(database);
            string from = DatabaseUpgrade.RevisionOf(database), to = DatabaseUpgrade.NewestRevision;
            if (from == to)
                console.WriteLine($"{to} already: nothing to do.");
            else if (parsed.GetValue(dryRun))
                console.WriteLine($"would upgrade {from} -> {to}");
            else
                Run(console, database, BackupOf(database, from, parsed.GetValue(noBackup)));
        });
        return command;
    }

    private static TrackingException NoDatabase(string uri) =>
        new(ErrorCodes.InvalidParameterValue, $"'{uri}' is no database: expected sqlite:///FILE or postgresql://HOST/DATABASE.");

    private static void Run(IAnsiConsole console, string database, string? backup)
    {
        (string from, string to) = DatabaseUpgrade.Run(database, backup);
        console.WriteLine($"upgraded {from} -> {to}");
        if (backup is not null)
            console.WriteLine($"The database as it was: {backup}");
    }

    /// <summary>Beside the SQLite file, named after its version.</summary>
    private static string? BackupOf(string database, string revision, bool none)
    {
        if (none)
            return null;
        return SqlTrackingStore.FileOf(database) is { } file
            ? $"{file}.{revision}.backup"
            : throw new TrackingException(ErrorCodes.InvalidState, "A PostgreSQL database is not copied here: copy it with pg_dump, then give --no-backup.");
    }
}
