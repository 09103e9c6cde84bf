using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Makes the pruner that a golden names, from Optuna's names of options.</summary>
internal static class GoldenPruner
{
    public static IPruner Create(JsonElement golden) => golden.GetProperty("type").GetString() switch
    {
        "NopPruner" => new NopPruner(),
        var name => throw new NotSupportedException($"{name} does not exist yet"),
    };
}
