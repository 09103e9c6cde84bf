using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>A parameter of a golden study; it may depend on an earlier one.</summary>
internal sealed record SpaceEntry(string Name, Distribution Distribution, string? DependsOn, object?[] DependsOnValues)
{
    public static SpaceEntry Read(JsonElement item)
    {
        JsonElement when = item.TryGetProperty("when", out JsonElement given) ? given : default;
        bool depends = when.ValueKind == JsonValueKind.Object;
        return new SpaceEntry(
            item.GetProperty("name").GetString()!,
            Distribution.FromJson(item.GetRawText()),
            depends ? when.GetProperty("param").GetString() : null,
            depends ? [.. when.GetProperty("in").EnumerateArray().Select(Golden.Plain)] : []);
    }

    public bool IsActive(Trial trial) =>
        DependsOn is null || (trial.Params.TryGetValue(DependsOn, out object? value) && DependsOnValues.Contains(value));
}
