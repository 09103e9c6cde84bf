using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Merges of trees, dotlists and single updates.</summary>
internal sealed class Merges : GoldenFile
{
    public override string Name => "merge.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        try
        {
            ConfigNode found = Merge(golden);
            string yaml = YamlWriter.Write(found);
            string? resolved = golden.TryGetProperty("resolve", out JsonElement resolve) && resolve.GetBoolean() ? YamlWriter.Write(new ResolutionContext(MapNode.Empty).Resolve(found)) : null;
            if (GoldenError.IsExpected(golden))
                return CaseOutcome.Fail("", $"expected {golden.GetProperty("error")}, found\n{yaml}");
            bool same = yaml == golden.GetProperty("yaml").GetString()
                && (resolved is null || resolved == golden.GetProperty("resolved_yaml").GetString());
            return same ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected\n{golden.GetProperty("yaml")}\nfound\n{yaml}\nresolved\n{resolved}");
        }
        catch (ConfigException error)
        {
            return GoldenError.IsExpected(golden) ? GoldenError.Judge(golden, error) : CaseOutcome.Fail("", error.Message);
        }
    }

    private static ConfigNode Merge(JsonElement golden)
    {
        ConfigNode[] trees = [.. golden.GetProperty("yamls").EnumerateArray().Select(yaml => YamlReader.Parse(yaml.GetString()!, "golden.yaml"))];
        bool isStruct = Flagged(golden, "struct").Contains(0), isReadOnly = Flagged(golden, "readonly").Contains(0);
        return golden.GetProperty("kind").GetString() switch
        {
            "merge" => ConfigMerge.Merge(trees.Select((tree, i) => new MergeInput(tree, Flagged(golden, "struct").Contains(i), Flagged(golden, "readonly").Contains(i)))),
            "dotlist" => ConfigEdit.SetAll(trees[0], golden.GetProperty("overrides").EnumerateArray().Select(item => item.GetString()!), isStruct, isReadOnly),
            _ => golden.GetProperty("overrides").EnumerateArray().Aggregate(trees[0], (tree, edit) => Update(tree, edit, isStruct, isReadOnly)),
        };
    }

    private static ConfigNode Update(ConfigNode tree, JsonElement edit, bool isStruct, bool isReadOnly) => ConfigEdit.Set(
        tree,
        KeyPath.Split(edit[0].GetString()!),
        TypedValue.ToNode(edit[1]),
        merge: Option(edit[2], "merge", standard: true),
        isStruct && !Option(edit[2], "force_add", standard: false),
        isReadOnly);

    private static int[] Flagged(JsonElement golden, string name) =>
        golden.TryGetProperty(name, out JsonElement indexes) ? [.. indexes.EnumerateArray().Select(index => index.GetInt32())] : [];

    private static bool Option(JsonElement options, string name, bool standard) =>
        options.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : standard;
}
