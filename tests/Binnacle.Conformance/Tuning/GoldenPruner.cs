using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Makes the pruner that a golden names, from Optuna's names of options.</summary>
internal static class GoldenPruner
{
    public static IPruner Create(JsonElement golden)
    {
        int? Integer(string name) => golden.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
        double? Real(string name) => golden.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        int Or(string name, int fallback) => Integer(name) ?? fallback;

        return golden.GetProperty("type").GetString() switch
        {
            "NopPruner" => new NopPruner(),
            "MedianPruner" => new MedianPruner(
                Or("n_startup_trials", 5), Or("n_warmup_steps", 0), Or("interval_steps", 1), Or("n_min_trials", 1)),
            "PercentilePruner" => new PercentilePruner(
                Real("percentile")!.Value, Or("n_startup_trials", 5), Or("n_warmup_steps", 0), Or("interval_steps", 1), Or("n_min_trials", 1)),
            "SuccessiveHalvingPruner" => new SuccessiveHalvingPruner(
                golden.TryGetProperty("min_resource", out _) ? Integer("min_resource") : null,
                Or("reduction_factor", 4), Or("min_early_stopping_rate", 0), Or("bootstrap_count", 0)),
            "HyperbandPruner" => new HyperbandPruner(
                Or("min_resource", 1), Integer("max_resource"), Or("reduction_factor", 3), Or("bootstrap_count", 0)),
            "PatientPruner" => new PatientPruner(
                golden.GetProperty("wrapped") is { ValueKind: JsonValueKind.Object } wrapped ? Create(wrapped) : null,
                Or("patience", 0), Real("min_delta") ?? 0),
            "ThresholdPruner" => new ThresholdPruner(Real("lower"), Real("upper"), Or("n_warmup_steps", 0), Or("interval_steps", 1)),
            "WilcoxonPruner" => new WilcoxonPruner(Real("p_threshold") ?? 0.1, Or("n_startup_steps", 2)),
            var name => throw new NotSupportedException($"{name} does not exist"),
        };
    }
}
