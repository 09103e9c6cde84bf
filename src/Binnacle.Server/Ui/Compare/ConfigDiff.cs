using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Compare;

/// <summary>The resolved configurations of runs, value by value.</summary>
internal static class ConfigDiff
{
    private const string Suffix = "_config.json";
    private const int Largest = 4 * 1024 * 1024;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The values of each run's configuration by dotted key; empty for a run without one.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ReadAsync(ITrackingStore store, IReadOnlyList<Run> runs)
    {
        List<IReadOnlyDictionary<string, string>> configs = [];
        foreach (Run run in runs)
            configs.Add(await ReadAsync(store, run.Info));
        return configs;
    }

    /// <summary>A row for each key that some run has: those that differ first, each part in order.</summary>
    public static IReadOnlyList<(string Key, string?[] Values, bool Differs)> Rows(IReadOnlyList<IReadOnlyDictionary<string, string>> configs) =>
        [.. configs.SelectMany(config => config.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Values: configs.Select(config => config.GetValueOrDefault(key)).ToArray()))
            .Select(row => (row.Key, row.Values, Differs: row.Values.Distinct().Skip(1).Any()))
            .OrderBy(row => !row.Differs)];

    /// <summary>The values of a JSON tree by dotted key; those of lists by number.</summary>
    public static Dictionary<string, string> Flatten(JsonElement root)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        Add("", root);
        return values;

        void Add(string path, JsonElement element)
        {
            string prefix = path.Length == 0 ? "" : path + ".";
            if (element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Any())
            {
                foreach (JsonProperty property in element.EnumerateObject())
                    Add(prefix + property.Name, property.Value);
            }
            else if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0)
            {
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                    Add(prefix + index++, item);
            }
            else
            {
                values[path] = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(ITrackingStore store, RunInfo run)
    {
        try
        {
            IArtifactStore artifacts = store.OpenArtifacts(run);
            foreach (string folder in new[] { "", "conf" })
            {
                ArtifactInfo? file = (await artifacts.ListAsync(folder)).FirstOrDefault(item => item is { IsFolder: false, Size: <= Largest } && item.Path.EndsWith(Suffix, StringComparison.Ordinal));
                if (file is null)
                    continue;
                await using Stream content = await artifacts.OpenReadAsync(file.Path);
                using JsonDocument json = await JsonDocument.ParseAsync(content, Lenient);
                return Flatten(json.RootElement);
            }
        }
        catch (Exception error) when (error is TrackingException or IOException or UnauthorizedAccessException or JsonException)
        {
            // A run whose artifacts cannot be read has none to compare.
        }

        return new Dictionary<string, string>();
    }
}
