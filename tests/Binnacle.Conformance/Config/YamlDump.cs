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
        try
        {
            ConfigNode tree = TypedValue.ToNode(golden.GetProperty("value"));
            if (Option(golden, "resolve"))
                tree = new ResolutionContext(MapNode.Empty).Resolve(tree);
            string found = YamlWriter.Write(tree, Option(golden, "sort_keys"));
            // The reference checks interpolations when a tree is made, ours when its text is read.
            if (golden.TryGetProperty("error_type", out JsonElement kind) && kind.GetString() == "GrammarParseError")
                YamlReader.Parse(found, "golden.yaml");
            if (GoldenError.IsExpected(golden))
                return CaseOutcome.Fail("", $"expected {golden.GetProperty("error")}, found\n{found}");
            string expected = golden.GetProperty("yaml").GetString()!;
            return found == expected ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected\n{expected}\nfound\n{found}");
        }
        catch (ConfigException error)
        {
            return GoldenError.IsExpected(golden) ? GoldenError.Judge(golden, error) : CaseOutcome.Fail("", error.Message);
        }
    }

    private static bool Option(JsonElement golden, string name) =>
        golden.TryGetProperty("options", out JsonElement options) && options.ValueKind == JsonValueKind.Object
        && options.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean();
}
