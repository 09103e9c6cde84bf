using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Trees and their YAML text.</summary>
internal sealed class YamlDump : GoldenFile
{
    public override string Name => "yaml_dump.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        JsonElement options = golden.TryGetProperty("options", out JsonElement given) ? given : default;
        bool sort = options.ValueKind == JsonValueKind.Object && options.TryGetProperty("sort_keys", out JsonElement flag) && flag.GetBoolean();
        string found = YamlWriter.Write(TypedValue.ToNode(golden.GetProperty("value")), sort);
        string expected = golden.GetProperty("yaml").GetString()!;
        return found == expected ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected\n{expected}\nfound\n{found}");
    }
}
