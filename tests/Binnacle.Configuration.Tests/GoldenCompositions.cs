using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Configuration.Tests;

/// <summary>The config folders of the golden compositions, as a corpus of real folders. Cases that need registered configs or a search path of their own are left out.</summary>
internal static class GoldenCompositions
{
    /// <summary>Each case with its folder written to disk for the time of the call.</summary>
    /// <param name="use">Given the case's id, the config folder and what was composed of it.</param>
    public static void Each(Action<string, string, CompositionRequest> use)
    {
        foreach (string line in File.ReadLines(RepositoryRoot.Combine("tests", "conformance", "config", "compose.jsonl")))
        {
            using JsonDocument golden = JsonDocument.Parse(line);
            if (golden.RootElement.TryGetProperty("config_store", out JsonElement store) && store.ValueKind == JsonValueKind.Array
                || line.Contains("searchpath", StringComparison.Ordinal) || golden.RootElement.GetProperty("config_name").GetString() is not { } name)
            {
                continue;
            }

            using var folder = new TemporaryFolder();
            foreach (JsonProperty file in golden.RootElement.GetProperty("files").EnumerateObject())
                folder.Write(file.Name, file.Value.GetString()!.Replace("<CWD>", folder.Path, StringComparison.Ordinal));
            use(golden.RootElement.GetProperty("id").GetString()!, folder["conf"], new CompositionRequest
            {
                ConfigName = name,
                Overrides = [.. golden.RootElement.GetProperty("overrides").EnumerateArray().Select(item => item.GetString()!.Replace("<CWD>", folder.Path, StringComparison.Ordinal))],
                VersionBase = golden.RootElement.TryGetProperty("version_base", out JsonElement version) ? version.GetString() ?? "1.3" : "1.3",
                Environment = variable => golden.RootElement.TryGetProperty("env", out JsonElement env) && env.ValueKind == JsonValueKind.Object && env.TryGetProperty(variable, out JsonElement value)
                    ? value.GetString()
                    : Environment.GetEnvironmentVariable(variable),
            });
        }
    }
}
