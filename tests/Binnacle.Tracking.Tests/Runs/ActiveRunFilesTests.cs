using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

public sealed class ActiveRunFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrackingClient _client;

    public ActiveRunFilesTests() => _client = new TrackingClient(new FileTrackingStore(_folder["mlruns"]), new TrackingClientOptions { SpillFolder = "" });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pixels_are_in_the_PNG_file(int channels)
    {
        byte[] pixels = [.. Enumerable.Range(0, 5 * 3 * channels).Select(i => (byte)(i * 37))];
        byte[] png = PngImage.Encode(pixels, 5, 3, channels);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal((5, 3, 8), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), png[24]));
        // The checksum of an empty IEND is known.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], png[^12..]);
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, 37, 4));
        using ZLibStream data = new(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using MemoryStream rows = new();
        data.CopyTo(rows);
        byte[] read = [.. rows.ToArray().Chunk(1 + (5 * channels)).SelectMany(row => row[1..])];
        Assert.Equal(pixels, read);
        Assert.Throws<ArgumentException>(() => PngImage.Encode(pixels, 4, 3, channels));
    }

    [Fact]
    public async Task Images_of_a_series_lie_where_the_UI_looks()
    {
        byte[] png = PngImage.Encode([1, 2, 3, 4], 2, 2, 1);
        await using ActiveRun run = await _client.StartRunAsync();
        await run.LogImageAsync(png, "plots/one.png");
        await run.LogImageAsync("val/first digit", png, step: 7, timestamp: 1234);
        await run.FinishAsync();
        Run stored = await _client.Store.GetRunAsync(run.RunId);
        Assert.Equal("True", stored.Tags["mlflow.loggedImages"]);
        string[] names = [.. (await _client.Store.OpenArtifacts(run.Info).ListFilesAsync()).Select(file => file.Path)];
        Assert.Equal("plots/one.png", names[^1]);
        Assert.Matches("^images/val#first digit%step%7%timestamp%1234%g[0-9a-f-]{35}%compressed\\.webp$", names[0]);
        Assert.Matches("^images/val#first digit%step%7%timestamp%1234%g[0-9a-f-]{35}\\.png$", names[1]);
        await Assert.ThrowsAsync<TrackingException>(() => run.LogImageAsync("a%b", png, 1));
    }

    [Fact]
    public async Task A_table_grows_by_what_is_logged_to_it()
    {
        await using ActiveRun run = await _client.StartRunAsync();
        await run.LogTableAsync(Table(("question", ["a", "b"]), ("score", [1, 0.5])), "eval.json");
        await run.LogTableAsync(Table(("question", ["c"]), ("note", [null])), "eval.json");
        await run.LogTableAsync(Table(("x", [true])), "deep/other.json");
        IArtifactStore artifacts = _client.Store.OpenArtifacts(run.Info);
        Assert.Equal(
            """{"columns":["question","score","note"],"data":[["a",1,null],["b",0.5,null],["c",null,null]]}""", await artifacts.ReadTextAsync("eval.json"));
        string tag = (await _client.Store.GetRunAsync(run.RunId)).Tags["mlflow.loggedArtifacts"];
        using JsonDocument json = JsonDocument.Parse(tag);
        Assert.Equal([("eval.json", "table"), ("deep/other.json", "table")], json.RootElement.EnumerateArray().Select(entry => (entry.GetProperty("path").GetString()!, entry.GetProperty("type").GetString()!)));

        Assert.Contains("column 'b' has 1 rows, expected 2", (await Assert.ThrowsAsync<TrackingException>(() =>
            run.LogTableAsync(Table(("a", [1, 2]), ("b", [1])), "eval.json"))).Message, StringComparison.Ordinal);
        await artifacts.WriteTextAsync("text.json", "hello");
        Assert.Contains("is no table", (await Assert.ThrowsAsync<TrackingException>(() => run.LogTableAsync(Table(("a", [1])), "text.json"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TrackingException>(() => run.LogTableAsync(Table(("a", [1])), "eval.csv"));
    }

    [Fact]
    public async Task Models_are_described_listed_and_registered()
    {
        _folder.Write(Path.Combine("files", "weights.bin"), "12345");
        await using ActiveRun run = await _client.StartRunAsync();
        ModelDescription model = new()
        {
            Flavors = [new ModelFlavor("onnx", new Dictionary<string, object?> { ["data"] = "weights.bin", ["providers"] = new[] { "CPUExecutionProvider" } })],
            Signature = new ModelSignature("""[{"name": "x", "type": "double"}]"""),
            RegisteredModelName = "m",
        };
        ModelVersion? first = await run.LogModelAsync(_folder["files"], model);
        ModelVersion? second = await run.LogModelAsync(_folder["files"], model with { ArtifactPath = "other" });
        Assert.Equal((1, 2, run.RunId), (first!.Version, second!.Version, second.RunId));
        Assert.EndsWith("/artifacts/other", second.Source, StringComparison.Ordinal);

        string text = await _client.Store.OpenArtifacts(run.Info).ReadTextAsync("model/MLmodel");
        Assert.Matches(
            $"""
             ^artifact_path: model
             flavors:
               onnx:
                 data: weights.bin
                 providers:
                 - CPUExecutionProvider
             model_size_bytes: 5
             model_uuid: [0-9a-f]+
             run_id: {run.RunId}
             signature:
               inputs: '\[\u007B"name": "x", "type": "double"\u007D\]'
               outputs: null
               params: null
             utc_time_created: '[0-9-]+ [0-9:.]+'
             $
             """.ReplaceLineEndings("\n"),
            text);
        using JsonDocument history = JsonDocument.Parse((await _client.Store.GetRunAsync(run.RunId)).Tags["mlflow.log-model.history"]);
        Assert.Equal(["model", "other"], history.RootElement.EnumerateArray().Select(item => item.GetProperty("artifact_path").GetString()));
        Assert.All(history.RootElement.EnumerateArray(), item => Assert.Equal("weights.bin", item.GetProperty("flavors").GetProperty("onnx").GetProperty("data").GetString()));
        await Assert.ThrowsAsync<ArgumentException>(() => run.LogModelAsync(_folder["files"], model with { Flavors = [] }));
    }

    [Fact]
    public async Task Models_are_registered_where_the_variable_of_the_registry_says()
    {
        _folder.Write(Path.Combine("files", "weights.bin"), "12345");
        TrackingClient client = TrackingClient.Open(_folder["runs"], new TrackingClientOptions
        {
            SpillFolder = "", Environment = name => name == "MLFLOW_REGISTRY_URI" ? _folder["registry"] : null,
        });
        await using ActiveRun run = await client.StartRunAsync();
        await run.LogModelAsync(_folder["files"], new ModelDescription
        {
            Flavors = [new ModelFlavor("onnx", new Dictionary<string, object?> { ["data"] = "weights.bin" })], RegisteredModelName = "m",
        });
        ModelVersion version = await new FileTrackingStore(_folder["registry"]).ModelRegistry.GetModelVersionAsync("m", 1);
        Assert.Equal((run.RunId, run.Info.ArtifactUri + "/model"), (version.RunId, version.Source));
        Assert.Empty((await client.Store.ModelRegistry.SearchRegisteredModelsAsync(new ModelQuery())).Items);
    }

    private static Dictionary<string, IReadOnlyList<object?>> Table(params (string Name, object?[] Values)[] columns) =>
        columns.ToDictionary(column => column.Name, column => (IReadOnlyList<object?>)column.Values);
}
