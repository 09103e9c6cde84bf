using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Interpolations and what they resolve to.</summary>
internal sealed class Interpolations : GoldenFile
{
    public override string Name => "interp.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        List<string> warnings = [];
        ConfigNode found;
        try
        {
            found = Resolve(golden, warnings);
        }
        catch (ConfigException error)
        {
            return GoldenError.IsExpected(golden) ? GoldenError.Judge(golden, error) : CaseOutcome.Fail("", error.Message);
        }

        if (GoldenError.IsExpected(golden))
            return CaseOutcome.Fail("", $"expected {golden.GetProperty("error")}, found {YamlWriter.Write(found)}");
        string? difference = TypedValue.Difference(golden.GetProperty("expect"), found) ?? WarningDifference(golden, warnings);
        return difference is null ? CaseOutcome.Pass("") : CaseOutcome.Fail("", difference);
    }

    private static ConfigNode Resolve(JsonElement golden, List<string> warnings)
    {
        ConfigNode root = YamlReader.Parse(golden.GetProperty("yaml").GetString()!, "golden.yaml");
        var context = new ResolutionContext((MapNode)root, GoldenResolvers.Create(), environment: name =>
            golden.TryGetProperty("env", out JsonElement environment) && environment.ValueKind == JsonValueKind.Object
            && environment.TryGetProperty(name, out JsonElement value) ? value.GetString() : null);
        ConfigNode found = golden.GetProperty("key").GetString() is { } key
            ? context.Select(key) is { } node and not ScalarNode { IsMissing: true } ? node : ScalarNode.Null
            : context.Resolve();
        warnings.AddRange(context.Warnings);
        return found;
    }

    /// <summary>The reference words the warning about omitted elements by a link to its own tracker; there the count is compared.</summary>
    private static string? WarningDifference(JsonElement golden, List<string> warnings)
    {
        string[] expected = golden.TryGetProperty("warnings", out JsonElement list)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : [];
        bool same = expected.Length == warnings.Count && expected.Zip(warnings).All(pair =>
            pair.First == pair.Second || (pair.First.StartsWith("In the sequence", StringComparison.Ordinal) && pair.Second.StartsWith(pair.First.Split(" some")[0], StringComparison.Ordinal)));
        return same ? null : $"expected warnings [{string.Join("; ", expected)}], found [{string.Join("; ", warnings)}]";
    }
}
