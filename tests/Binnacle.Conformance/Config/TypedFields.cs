using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Values that are merged into or assigned to a typed field, and what is read from it.</summary>
internal sealed class TypedFields : GoldenFile
{
    public override string Name => "typed.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        NodeType field = TypeExpression.Parse(golden.GetProperty("schema").GetString()!);
        MapNode config = new ClassType(
            "Cfg",
            () => new Dictionary<string, NodeType> { ["f"] = field, ["v"] = NodeType.Int },
            () => new MapNode([new("f", new ScalarNode(ScalarNode.MissingText)), new("v", new ScalarNode(7))])).Defaults;
        ConfigNode value = TypedValue.ToNode(golden.GetProperty("value"));
        MapNode stored;
        try
        {
            stored = (MapNode)(golden.GetProperty("kind").GetString() == "merge"
                ? ConfigMerge.Merge(config, new MapNode([new("f", value)]))
                : ConfigEdit.Set(config, ["f"], value, merge: false));
        }
        catch (ConfigException error)
        {
            return GoldenError.IsExpected(golden) ? Judge(golden, error) : CaseOutcome.Fail("", $"expected {golden.GetProperty("expect")}, found {error.Message}");
        }

        if (GoldenError.IsExpected(golden))
            return CaseOutcome.Fail("", $"expected {golden.GetProperty("error")}, found {YamlWriter.Write(stored)}");
        return TypedValue.Difference(golden.GetProperty("expect"), stored["f"]) is { } difference ? CaseOutcome.Fail("", difference) : Read(golden, stored);
    }

    private static CaseOutcome Read(JsonElement golden, MapNode stored)
    {
        try
        {
            ConfigNode found = new ResolutionContext(stored).Select("f")!;
            if (golden.TryGetProperty("read_error", out JsonElement failure))
                return IsMissing(golden) && found is ScalarNode { IsMissing: true } ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected {failure}, read {YamlWriter.Write(found)}");
            return TypedValue.Difference(golden.GetProperty("read"), found) is { } difference ? CaseOutcome.Fail("", "read " + difference) : CaseOutcome.Pass("");
        }
        catch (ConfigException error)
        {
            string expected = golden.TryGetProperty("read_error", out JsonElement failure) ? failure.GetString()! : "";
            return First(expected) == First(error.Message) ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected {expected}, found {error.Message}");
        }
    }

    /// <summary>The first lines are equal, and the key is named where the reference names it.</summary>
    private static CaseOutcome Judge(JsonElement golden, ConfigException error)
    {
        CaseOutcome outcome = GoldenError.Judge(golden, error);
        string? key = golden.GetProperty("error_full").GetString()!.Split('\n').FirstOrDefault(line => line.StartsWith("    full_key: ", StringComparison.Ordinal) && line.Trim() != "full_key:");
        return !outcome.Passed || key is null || error.Message.Split('\n').Contains(key) ? outcome : CaseOutcome.Fail("", $"expected {key}, found {error.Message}");
    }

    /// <summary>A tree that is read as a whole shows what is missing as <c>???</c>; the reference fails on such a read.</summary>
    private static bool IsMissing(JsonElement golden) => golden.GetProperty("read_error_type").GetString() == "MissingMandatoryValue";

    private static string First(string message) => message.Split('\n')[0];
}
