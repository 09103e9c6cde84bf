using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>YAML documents and the typed value that comes of them.</summary>
internal sealed class YamlScalars : GoldenFile
{
    public override string Name => "yaml_scalars.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        if (golden.TryGetProperty("type", out JsonElement kind) && kind.GetString() == "path")
            return CaseOutcome.Deviates("", "python-objects");

        bool fails = golden.TryGetProperty("error_type", out _);
        ConfigNode node;
        try
        {
            node = YamlReader.Parse(golden.GetProperty("text").GetString()!, "golden.yaml");
        }
        catch (ConfigException error)
        {
            return fails && error.Origin is { Line: > 0, Column: > 0 } ? CaseOutcome.Pass("") : CaseOutcome.Fail("", error.Message);
        }

        if (fails)
            return CaseOutcome.Fail("", $"expected {golden.GetProperty("error")}, found {YamlWriter.Write(node)}");
        if (golden.TryGetProperty("lookup", out JsonElement key))
            node = ((MapNode)node)[key.GetString()!];
        using JsonDocument typed = JsonDocument.Parse($"{{\"t\":{kind.GetRawText()},\"v\":{golden.GetProperty("value").GetRawText()}}}");
        return TypedValue.Difference(typed.RootElement, node) is { } difference ? CaseOutcome.Fail("", difference) : CaseOutcome.Pass("");
    }
}
