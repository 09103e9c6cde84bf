using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Whole studies: every trial's parameters, values and state.</summary>
internal sealed class Samplers : GoldenFile
{
    private const double Tolerance = 1e-9;

    public override string Name => "samplers.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        int exact = 0;
        foreach (CaseOutcome outcome in JsonLines.Run(path, golden => Check(golden, ref exact)))
            yield return outcome;
        Console.WriteLine($"{Name}: {exact} studies equal bit for bit");
    }

    private static CaseOutcome Check(JsonElement golden, ref int exact)
    {
        IReadOnlyList<FrozenTrial> found = GoldenStudy.Run(golden);
        if (golden.GetProperty("parity").GetString() == "statistical")
            return found.Count == golden.GetProperty("trials").GetArrayLength() ? CaseOutcome.Pass("") : CaseOutcome.Fail("", "trials are missing");
        if (Difference(golden, found, Tolerance) is { } difference)
            return CaseOutcome.Fail("", difference);
        if (Difference(golden, found, 0) is null)
            exact++;
        return CaseOutcome.Pass("");
    }

    private static string? Difference(JsonElement golden, IReadOnlyList<FrozenTrial> found, double tolerance)
    {
        int number = 0;
        foreach (JsonElement expected in golden.GetProperty("trials").EnumerateArray())
        {
            if (number == found.Count)
                return $"trial {number} is missing";
            if (Difference(expected, found[number], tolerance) is { } difference)
                return $"trial {number}: {difference}";
            number++;
        }

        return found.Count == number ? null : $"{found.Count - number} trials too many";
    }

    private static string? Difference(JsonElement expected, FrozenTrial found, double tolerance)
    {
        string state = found.State.ToString().ToUpperInvariant();
        if (expected.GetProperty("state").GetString() != state)
            return $"expected {expected.GetProperty("state")}, found {state}";
        JsonProperty[] parameters = [.. expected.GetProperty("params").EnumerateObject()];
        if (parameters.Length != found.Params.Count)
            return $"expected {parameters.Length} parameters, found {string.Join(", ", found.Params.Keys)}";
        foreach (JsonProperty parameter in parameters)
        {
            object? value = found.Params.GetValueOrDefault(parameter.Name);
            if (!IsSame(parameter.Value, value, tolerance))
                return $"{parameter.Name}: expected {parameter.Value.GetRawText()}, found {PythonJson.Write(value)}";
        }

        double[]? values = expected.GetProperty("values") is { ValueKind: JsonValueKind.Array } list ? list.Numbers() : null;
        return (values is null) != (found.Values is null) ? "values are missing or too many"
            : values is null ? null : Golden.Difference("values", values, found.Values!, tolerance);
    }

    private static bool IsSame(JsonElement expected, object? found, double tolerance) => found switch
    {
        double real => expected.ValueKind is JsonValueKind.Number && Golden.IsClose(expected.GetDouble(), real, tolerance),
        long integer => expected.ValueKind is JsonValueKind.Number && expected.GetDouble() == integer,
        _ => Equals(expected.Plain(), found),
    };
}
