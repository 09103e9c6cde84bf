using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The composed configuration of a job, value by value.</summary>
/// <param name="Values">Each value with its key's path, and where it came from as far as known.</param>
/// <param name="Artifact">The artifact that holds it.</param>
internal sealed record RunConfiguration(IReadOnlyList<(string Key, string Value, string? Origin)> Values, string Artifact)
{
    private const string Ending = "_config.json";
    private const string OriginsEnding = "_config_origins.json";
    private const long MostBytes = 4 << 20;

    /// <summary>Reads it from the run's artifacts; null where there is none.</summary>
    public static async Task<RunConfiguration?> ReadAsync(IArtifactStore artifacts)
    {
        // Jobs of older programs kept it in a folder of its own.
        IReadOnlyList<ArtifactInfo> files = [.. await artifacts.ListAsync(), .. await artifacts.ListAsync("conf")];
        ArtifactInfo? config = files.FirstOrDefault(file => !file.IsFolder && file.Path.EndsWith(Ending, StringComparison.Ordinal) && file.Size <= MostBytes);
        if (config is null || await JsonAsync(artifacts, config.Path) is not { } values)
            return null;
        string originsPath = config.Path[..^Ending.Length] + OriginsEnding;
        Dictionary<string, string> origins = new(StringComparer.Ordinal);
        if (files.Any(file => file.Path == originsPath && file.Size <= MostBytes) && await JsonAsync(artifacts, originsPath) is { ValueKind: JsonValueKind.Object } known)
        {
            foreach (JsonProperty origin in known.EnumerateObject())
                origins[origin.Name] = origin.Value.ToString();
        }

        List<(string, string, string?)> list = [];
        Add(list, values, "", origins);
        return new RunConfiguration(list, config.Path);
    }

    private static void Add(List<(string, string, string?)> list, JsonElement value, string path, Dictionary<string, string> origins)
    {
        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
        {
            foreach (JsonProperty item in value.EnumerateObject())
                Add(list, item.Value, path.Length == 0 ? item.Name : $"{path}.{item.Name}", origins);
            return;
        }

        list.Add((path, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), origins.GetValueOrDefault(path)));
    }

    private static async Task<JsonElement?> JsonAsync(IArtifactStore artifacts, string path)
    {
        try
        {
            await using Stream content = await artifacts.OpenReadAsync(path);
            using JsonDocument json = await JsonDocument.ParseAsync(content);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
