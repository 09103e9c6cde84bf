using System.Globalization;
using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>Values read through interpolations.</summary>
internal sealed class Interpolations : GoldenFile
{
    public override string Name => "interp.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        string? expectedError = golden.TryGetProperty("error", out JsonElement error) ? error.GetString() : null;
        bool wordsAreOurs = expectedError is null
            || golden.GetProperty("error_type").GetString() is "GrammarParseError" or "ScannerError" or "ParserError"
            || golden.TryGetProperty("py_internal", out _);
        ConfigNode? found;
        ResolutionContext? context = null;
        try
        {
            ConfigNode root = YamlReader.Parse(golden.GetProperty("yaml").GetString()!, "golden.yaml");
            context = Context(golden, root as MapNode ?? MapNode.Empty);
            string? key = golden.GetProperty("key").GetString();
            found = key is null ? context.Resolve() : context.Select(key);
            if (key is not null && found is null or ScalarNode { IsMissing: true })
                throw new ConfigException($"Missing mandatory value: {key}");
        }
        catch (ConfigException failure)
        {
            string first = failure.Message.Split('\n')[0];
            return expectedError is null || !(wordsAreOurs || Equivalent(first, expectedError))
                ? CaseOutcome.Fail("", $"expected {expectedError ?? golden.GetProperty("expect").ToString()}, found {failure.Message}")
                : CaseOutcome.Pass("");
        }

        if (expectedError is not null)
            return CaseOutcome.Fail("", $"expected error {expectedError}, found {YamlWriter.Write(found!)}");
        return TypedValue.Difference(golden.GetProperty("expect"), found!) is { } difference ? CaseOutcome.Fail("", difference) : CaseOutcome.Pass("");
    }

    // Texts that print Python classes or signatures are the reference's own; the kind of failure and the key must agree.
    private static bool Equivalent(string found, string expected) =>
        found == expected || (expected.Contains("<class", StringComparison.Ordinal) || expected.StartsWith("TypeError raised", StringComparison.Ordinal)
            || expected.StartsWith("GrammarParseError raised", StringComparison.Ordinal) || expected.StartsWith("AttributeError raised", StringComparison.Ordinal));

    private static ResolutionContext Context(JsonElement golden, MapNode root)
    {
        Dictionary<string, string> given = [];
        if (golden.TryGetProperty("env", out JsonElement env) && env.ValueKind == JsonValueKind.Object)
            given = env.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!);
        return new ResolutionContext(root, Registry(), environment: name =>
            given.TryGetValue(name, out string? value) ? value : name.StartsWith("GT_", StringComparison.Ordinal) ? null : Environment.GetEnvironmentVariable(name));
    }

    private static ResolverRegistry Registry()
    {
        var registry = new ResolverRegistry();
        int counter = 0, cachedCounter = 0;
        registry.Register("args", call => new ListNode(call.Arguments));
        registry.Register("add", Sum);
        registry.Register("ns.deep.add", Sum);
        registry.Register("join", call => new ScalarNode(string.Join('-', call.Arguments.Select(PythonText.Of))));
        registry.Register("ident", call => call.Arguments.Single());
        registry.Register("none", _ => ScalarNode.Null);
        registry.Register("fail", _ => throw new ResolverException("ValueError", "boom"));
        registry.Register("ctr", _ => new ScalarNode(++counter));
        registry.Register("cached_ctr", _ => new ScalarNode(++cachedCounter), useCache: true);
        registry.Register("mkdict", _ => new MapNode([new("p", new ScalarNode(1)), new("q", new ScalarNode("${x}"))]));
        registry.Register("mklist", _ => new ListNode([new ScalarNode(1), new ScalarNode("${x}")]));
        registry.Register("parent_keys", call => new ScalarNode(string.Join(',', ((MapNode)call.Parent!).Keys)));
        registry.Register("root_keys", call => new ScalarNode(string.Join(',', call.Root.Keys)));
        registry.Register("typename", call => new ScalarNode(call.Arguments.Single() switch
        {
            MapNode => "dict",
            ListNode => "list",
            ScalarNode { Value: null } => "null",
            ScalarNode { Value: string } => "str",
            ScalarNode { Value: bool } => "bool",
            ScalarNode { Value: double } => "float",
            _ => "int",
        }));
        return registry;
    }

    private static ScalarNode Sum(ResolverCall call)
    {
        double total = 0;
        bool integers = true;
        foreach (ConfigNode argument in call.Arguments)
        {
            object? value = (argument as ScalarNode)?.Value;
            if (value is not (long or double or bool))
                throw new ResolverException("TypeError", "unsupported operand type(s) for +: 'int' and 'str'");
            integers &= value is long or bool;
            total += Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }

        return integers ? new ScalarNode((long)total) : new ScalarNode(total);
    }
}
