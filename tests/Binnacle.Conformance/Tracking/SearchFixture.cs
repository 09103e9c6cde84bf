using System.Text.Json;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Conformance.Tracking;

/// <summary>The documented fixture of the search goldens in a store.</summary>
internal sealed class SearchFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _experimentIds = [];
    private readonly Dictionary<string, string> _runIds = [];

    private SearchFixture(string kind, Func<TemporaryFolder, ITrackingStore> open, bool isFileStore = false)
    {
        (Kind, IsFileStore) = (kind, isFileStore);
        Store = open(_folder);
    }

    /// <summary>Which store it is, for reports.</summary>
    public string Kind { get; }

    /// <summary>Whether the answers of MLflow's file store are expected where they differ.</summary>
    public bool IsFileStore { get; }

    public ITrackingStore Store { get; }

    /// <summary>The fixture in every store: written by us into folders and databases, and as MLflow wrote it into one.</summary>
    public static IEnumerable<SearchFixture> All(string goldenFolder)
    {
        yield return Written(goldenFolder, new("file store", folder => new FileTrackingStore(folder["mlruns"], new SteppingTime()), isFileStore: true));
        foreach (SchemaVersion schema in Enum.GetValues<SchemaVersion>())
        {
            yield return Written(goldenFolder, new($"SQLite, {schema}", folder => new SqlTrackingStore(
                $"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { NewSchema = schema, ArtifactRoot = folder["artifacts"], TimeProvider = new SteppingTime() })));
        }

        yield return Found(goldenFolder);
    }

    public string ExperimentId(string name) => _experimentIds[name];

    public void Dispose()
    {
        (Store as IDisposable)?.Dispose();
        _folder.Dispose();
    }

    private static SearchFixture Written(string goldenFolder, SearchFixture empty)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(goldenFolder, "fixture.json")));
        empty.Load(json.RootElement).GetAwaiter().GetResult();
        return empty;
    }

    private static SearchFixture Found(string goldenFolder)
    {
        SearchFixture found = new("SQLite by MLflow", folder =>
        {
            File.Copy(Path.Combine(goldenFolder, "search_fixture.db"), folder["found.db"]);
            return new SqlTrackingStore($"sqlite:///{folder["found.db"]}");
        });
        foreach (Experiment experiment in found.Store.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All }).GetAwaiter().GetResult().Items)
            found._experimentIds[experiment.Name] = experiment.ExperimentId;
        return found;
    }

    private async Task Load(JsonElement fixture)
    {
        foreach (JsonElement experiment in fixture.GetProperty("experiments").EnumerateArray())
        {
            string name = experiment.GetProperty("name").GetString()!;
            _experimentIds[name] = await Store.CreateExperimentAsync(name, null, TextMap(experiment, "tags"));
        }

        foreach (JsonElement run in fixture.GetProperty("runs").EnumerateArray())
            await LoadRun(run);
        foreach (JsonElement run in fixture.GetProperty("runs").EnumerateArray().Where(IsDeleted))
            await Store.DeleteRunAsync(_runIds[run.GetProperty("name").GetString()!]);
        foreach (JsonElement experiment in fixture.GetProperty("experiments").EnumerateArray().Where(IsDeleted))
            await Store.DeleteExperimentAsync(_experimentIds[experiment.GetProperty("name").GetString()!]);
    }

    private async Task LoadRun(JsonElement golden)
    {
        string name = golden.GetProperty("name").GetString()!;
        Dictionary<string, string> tags = [];
        if (golden.TryGetProperty("parent", out JsonElement parent))
            tags[ReservedTags.ParentRunId] = _runIds[parent.GetString()!];
        Run run = await Store.CreateRunAsync(new RunCreation
        {
            ExperimentId = _experimentIds[golden.GetProperty("experiment").GetString()!],
            RunName = name,
            UserId = golden.GetProperty("user_id").GetString()!,
            StartTime = golden.GetProperty("start_time").GetInt64(),
            Tags = tags,
        });
        string id = _runIds[name] = run.Info.RunId;
        foreach (JsonElement point in golden.GetProperty("metrics").EnumerateArray())
            await Store.LogMetricAsync(id, new Metric(point[0].GetString()!, GoldenText.Number(point[1]), point[3].GetInt64(), point[2].GetInt64()));
        foreach ((string key, string value) in TextMap(golden, "params"))
            await Store.LogParamAsync(id, new Param(key, value));
        foreach ((string key, string value) in TextMap(golden, "tags"))
            await Store.SetTagAsync(id, new Tag(key, value));
        await Store.LogInputsAsync(id, [.. golden.GetProperty("datasets").EnumerateArray().Select(Input)]);
        JsonElement end = golden.GetProperty("end_time");
        await Store.UpdateRunAsync(id, new RunUpdate
        {
            Status = RunStatusNames.Parse(golden.GetProperty("status").GetString()),
            EndTime = end.ValueKind == JsonValueKind.Null ? null : end.GetInt64(),
        });
    }

    private static bool IsDeleted(JsonElement item) => item.GetProperty("deleted").GetBoolean();

    private static DatasetInput Input(JsonElement golden) => new(
        new Dataset(
            golden.GetProperty("name").GetString()!,
            golden.GetProperty("digest").GetString()!,
            golden.GetProperty("source_type").GetString()!,
            golden.GetProperty("source").GetString()!,
            golden.GetProperty("schema").GetString(),
            golden.GetProperty("profile").GetString()),
        golden.GetProperty("context").GetString() is { } context ? new Dictionary<string, string> { [ReservedTags.DatasetContext] = context } : []);

    private static Dictionary<string, string> TextMap(JsonElement item, string property) =>
        item.GetProperty(property).EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!);
}
