using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>The jobs of the basic sweeper.</summary>
internal sealed class Sweeps : GoldenFile
{
    // Errors of the grammar tool, of Python's decimals, and of a sweep printed inside another value.
    private static readonly string[] PythonOnly = ["OverrideParseException", "InvalidOperation", "ValidationError"];

    public override string Name => "sweeps.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        string folder = Directory.CreateTempSubdirectory("sweeps-").FullName;
        try
        {
            string found = Show(Batches(golden, folder));
            string? expected = golden.TryGetProperty("batches", out JsonElement batches) ? Show(batches) : null;
            if (golden.TryGetProperty("py_internal", out _))
                return CaseOutcome.Deviates("", "python-internal-failure");
            return found == expected ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected {expected ?? golden.GetProperty("error").GetString()}, found {found}");
        }
        catch (Exception error) when (error is ConfigException or ArgumentException)
        {
            if (error.Message.Contains("has no end", StringComparison.Ordinal) || error.Message.Contains("has more than", StringComparison.Ordinal))
                return CaseOutcome.Deviates("", "finite-ranges");
            bool expected = golden.TryGetProperty("error", out JsonElement text)
                && (golden.TryGetProperty("py_internal", out _) || PythonOnly.Contains(golden.GetProperty("error_type").GetString())
                    || error.Message.Split('\n')[0] == text.GetString());
            return expected ? CaseOutcome.Pass("") : CaseOutcome.Fail("", error.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<IEnumerable<IEnumerable<string>>> Batches(JsonElement golden, string folder)
    {
        if (golden.TryGetProperty("files", out JsonElement files))
        {
            foreach (JsonProperty file in files.EnumerateObject())
            {
                string path = Path.Combine(folder, file.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Value.GetString());
            }
        }

        IEnumerable<string> given = golden.TryGetProperty("params", out JsonElement parameters)
            ? parameters.EnumerateObject().Select(item => $"{item.Name}={item.Value.GetString()}")
            : [];
        IEnumerable<string> overrides = golden.GetProperty("overrides").EnumerateArray().Select(item => item.GetString()!);
        int? size = golden.TryGetProperty("max_batch_size", out JsonElement most) ? most.GetInt32() : null;
        var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(Path.Combine(folder, "conf")));
        return new SweepCombinations(OverrideParser.ParseAll([.. given, .. overrides]), composer.Options).Batches(size);
    }

    private static string Show(JsonElement batches) =>
        Show(batches.EnumerateArray().Select(batch => batch.EnumerateArray().Select(job => job.EnumerateArray().Select(text => text.GetString()!))));

    private static string Show(IEnumerable<IEnumerable<IEnumerable<string>>> batches) =>
        string.Join("\n", batches.Select(batch => "batch: " + string.Join(" | ", batch.Select(job => string.Join(" ; ", job)))));
}
