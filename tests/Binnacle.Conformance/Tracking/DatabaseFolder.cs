using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Microsoft.Data.Sqlite;

namespace Binnacle.Conformance.Tracking;

/// <summary>A database written by MLflow: read by us, left as it is, and made again by us with the same tables and rows.</summary>
internal sealed class DatabaseFolder(string version, SchemaVersion schema) : GoldenFile
{
    private const string ArtifactPrefix = "file:///ml/artifacts";

    public override string Name => "db_" + version;

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using TemporaryFolder folder = new();
        string golden = folder["golden.db"], ours = folder["ours.db"];
        File.Copy(Path.Combine(path, "mlflow.db"), golden);
        List<CaseOutcome> outcomes = [];
        SqlStoreOptions options = new()
        {
            NewSchema = schema,
            ArtifactRoot = "mlflow-artifacts:/",
            OpenArtifacts = uri => LocalArtifactStore.OpenUri(uri.Replace(ArtifactPrefix, new Uri(Path.Combine(path, "artifacts")).AbsoluteUri)),
        };
        using (SqlTrackingStore read = new($"sqlite:///{golden}", options), write = new($"sqlite:///{ours}", options))
        {
            outcomes.AddRange(ExpectedContent.Compare(read, Path.Combine(path, "expected.json")));
            outcomes.Add(Guarded("written again", () => new StoreCopy(read, write).CopyAllAsync().GetAwaiter().GetResult()));
        }

        using SqliteConnection left = Open(golden), right = Open(ours), untouched = Open(Path.Combine(path, "mlflow.db"));
        outcomes.Add(Same("tables left as they were", DatabaseRows.Schema(untouched), DatabaseRows.Schema(left)));
        outcomes.Add(Same("tables made by us", DatabaseRows.Schema(left), DatabaseRows.Schema(right)));
        outcomes.AddRange(DatabaseRows.Tables(left).Select(table => Same($"rows of {table}", DatabaseRows.Of(left, table), DatabaseRows.Of(right, table))));
        SqliteConnection.ClearAllPools();
        return outcomes;
    }

    private static SqliteConnection Open(string path)
    {
        SqliteConnection connection = new($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static CaseOutcome Guarded(string id, Action action)
    {
        try
        {
            action();
            return CaseOutcome.Pass(id);
        }
        catch (Exception error)
        {
            return CaseOutcome.Fail(id, error.ToString());
        }
    }

    private static CaseOutcome Same(string id, IReadOnlyList<string> wanted, IReadOnlyList<string> found)
    {
        string[] missing = [.. wanted.Except(found)], extra = [.. found.Except(wanted)];
        return wanted.Count == found.Count && missing.Length == 0 && extra.Length == 0
            ? CaseOutcome.Pass(id)
            : CaseOutcome.Fail(id, $"expected {wanted.Count}, found {found.Count}\n    missing: {string.Join("\n             ", missing.Take(3))}\n    extra: {string.Join("\n           ", extra.Take(3))}");
    }
}
