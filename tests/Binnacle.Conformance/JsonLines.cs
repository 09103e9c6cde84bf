using System.Text.Json;

namespace Binnacle.Conformance;

/// <summary>Reads golden files of one JSON object a line.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonElement> Read(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>Runs <paramref name="run"/> over each case; an exception is a failure of that case alone.</summary>
    public static IEnumerable<CaseOutcome> Run(string path, Func<JsonElement, CaseOutcome> run)
    {
        int line = 0;
        foreach (JsonElement item in Read(path))
        {
            line++;
            string id = item.TryGetProperty("id", out JsonElement value) ? value.ToString() : $"line {line}";
            CaseOutcome outcome;
            try
            {
                outcome = run(item);
            }
            catch (Exception error)
            {
                outcome = CaseOutcome.Fail(id, error.ToString());
            }

            yield return outcome with { Id = id };
        }
    }
}
