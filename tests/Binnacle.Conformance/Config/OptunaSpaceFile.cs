using System.Globalization;
using System.Text.Json;
using Binnacle.Configuration;
using Binnacle.Jobs.Integrations;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Config;

/// <summary>Runs <c>optuna_space.jsonl</c>: overrides to distributions, as Hydra's Optuna sweeper maps them.</summary>
internal sealed class OptunaSpaceFile : GoldenFile
{
    public override string Name => "optuna_space.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, RunCase);

    private static CaseOutcome RunCase(JsonElement golden)
    {
        string expected = golden.TryGetProperty("error_type", out _) ? "error" : Expected(golden);
        string found;
        try
        {
            found = Found(golden);
        }
        catch (ConfigException error)
        {
            found = "error";
            string? line = golden.TryGetProperty("error", out JsonElement message) ? message.GetString() : null;
            if (error.Message.Contains("must be finite", StringComparison.Ordinal) || error.Message.Contains("64 bits", StringComparison.Ordinal))
                return CaseOutcome.Deviates("", "finite-ranges");
            if (expected == "error" && IsBar(golden) && error.Message.Split('\n')[0] != line)
                return CaseOutcome.Fail("", $"expected '{line}', found '{error.Message}'");
            if (expected != "error")
                return CaseOutcome.Fail("", $"expected {expected}\n    found {error.Message}");
        }

        return expected == found ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"expected {expected}\n    found    {found}");
    }

    /// <summary>Messages of the original's own checks are equal; Python's and the grammar tool's wording is not asked for.</summary>
    private static bool IsBar(JsonElement golden) =>
        golden.GetProperty("error_type").GetString() == "ValueError" && !golden.TryGetProperty("py_internal", out _);

    private static string Found(JsonElement golden)
    {
        if (golden.GetProperty("kind").GetString() == "search_space_config")
        {
            var entry = new MapNode(golden.GetProperty("entry").EnumerateArray().Select(item =>
                KeyValuePair.Create<ConfigKey, ConfigNode>(item[0].GetString()!, TypedValue.ToNode(item[1]))));
            return Shown(DistributionReader.Read("x", entry));
        }

        SearchSpace space = Space(golden);
        return string.Join("; ", space.Searched.Select(item => $"{item.Key}: {Shown(item.Value)}"))
            + " | " + string.Join("; ", space.Fixed.Select(item => $"{item.Key}: {item.Value}"));
    }

    private static SearchSpace Space(JsonElement golden)
    {
        IEnumerable<string> overrides = golden.GetProperty("overrides").EnumerateArray().Select(item => item.GetString()!);
        if (golden.GetProperty("kind").GetString() == "overrides")
            return SearchSpaceReader.Read(overrides);
        var parameters = new MapNode(golden.GetProperty("params").EnumerateArray().Select(item =>
            KeyValuePair.Create<ConfigKey, ConfigNode>(item[0].GetString()!, TypedValue.ToNode(item[1]))));
        return SearchSpaceReader.Read(new MapNode([new("params", parameters)]), overrides);
    }

    private static string Shown(Distribution distribution)
    {
        string text = distribution switch
        {
            IntDistribution range => $"int {range.Low} {range.High} {range.Step} {range.Log}",
            FloatDistribution range => $"float {PythonText.Of(range.Low)} {PythonText.Of(range.High)} "
                + $"{(range.Step is { } step ? PythonText.Of(step) : "None")} {range.Log}",
            CategoricalDistribution categories => "categorical " + string.Join(",", categories.Choices.Select(Value)),
            _ => distribution.GetType().Name,
        };
        return text + " grid " + Grid(distribution);
    }

    private static string Grid(Distribution distribution)
    {
        try
        {
            return string.Join(",", GridValues.Of(distribution).Select(Value));
        }
        catch (ConfigException error)
        {
            return error.Message;
        }
    }

    private static string Expected(JsonElement golden)
    {
        JsonElement space = golden.GetProperty("space");
        if (space.ValueKind == JsonValueKind.Object)
            return ExpectedDistribution(space);
        return string.Join("; ", space.EnumerateArray().Select(item => $"{item[0].GetString()}: {ExpectedDistribution(item[1])}"))
            + " | " + string.Join("; ", golden.GetProperty("fixed").EnumerateArray().Select(item => $"{item[0].GetString()}: {item[1].GetProperty("v").GetString()}"));
    }

    private static string ExpectedDistribution(JsonElement golden)
    {
        string text = golden.GetProperty("type").GetString() switch
        {
            "categorical" => "categorical " + string.Join(",", golden.GetProperty("choices").EnumerateArray().Select(Value)),
            var kind => $"{kind} {Number(golden, "low")} {Number(golden, "high")} {Number(golden, "step")} {golden.GetProperty("log").GetBoolean()}",
        };
        string grid = golden.TryGetProperty("grid_error", out JsonElement error)
            ? error.GetString()!
            : string.Join(",", golden.GetProperty("grid").EnumerateArray().Select(Value));
        return $"{text} grid {grid}";
    }

    private static string Number(JsonElement golden, string key) =>
        golden.GetProperty(key).TryGetProperty("v", out JsonElement value) ? value.GetString()! : "None";

    private static string Value(JsonElement typed) => Value((TypedValue.ToNode(typed) as ScalarNode)?.Value);

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"str:{text}",
        bool flag => flag ? "bool:true" : "bool:false",
        double number => $"float:{PythonText.Of(number)}",
        _ => $"int:{Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };
}
