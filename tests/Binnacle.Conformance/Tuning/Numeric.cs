using System.Text.Json;
using Binnacle.Tuning;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Conformance.Tuning;

/// <summary>The numerical building blocks of samplers and pruners.</summary>
internal sealed class Numeric : GoldenFile
{
    public override string Name => "numeric.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, golden => Golden.Outcome(Check(golden)));

    private static IEnumerable<string?> Check(JsonElement golden)
    {
        string function = golden.GetProperty("fn").GetString()!;
        return function switch
        {
            "argsort_quicksort_float64" =>
                [Golden.Difference(function, golden.Numbers("order"), ArgSort.Of(golden.Numbers("a")).Select(index => (double)index))],
            "sum_pairwise" => [Golden.Difference(function, golden.Number("value"), PairwiseSum.Of(golden.Numbers("a")))],
            "sum_axis1_c_order" => [Golden.Difference(function, golden.Numbers("values"),
                golden.GetProperty("a").EnumerateArray().Select(row => PairwiseSum.Of(row.Numbers())))],
            "cumsum" => [Golden.Difference(function, golden.Numbers("values"), CumulativeSum(golden.Numbers("a")))],
            "tpe_default_weights" => [Golden.Difference(function, golden.Numbers("values"), TpeOptions.DefaultWeights(golden.GetProperty("n").GetInt32()))],
            "tpe_default_gamma" =>
            [
                Golden.Difference(function, golden.Number("value"), TpeOptions.DefaultGamma(golden.GetProperty("n").GetInt32())),
                Golden.Difference("hyperopt", golden.Number("hyperopt"), TpeOptions.HyperoptGamma(golden.GetProperty("n").GetInt32())),
            ],
            "libm" => CheckLibm(golden),
            "logaddexp" => [Golden.Difference(function, golden.Number("value"), TruncatedNormal.LogAddExp(golden.Number("a"), golden.Number("b")))],
            "pow" => [Golden.Difference(function, golden.Number("numpy"), Math.Pow(golden.Number("x"), golden.Number("y")))],
            "np_round_half_even" => [Golden.Difference(function, golden.Number("value"), Math.Round(golden.Number("x")))],
            "nanpercentile_linear" => [Golden.Difference(function, golden.Number("value"), Percentile.Of(golden.Numbers("a"), golden.Number("q")))],
            "transform" => CheckTransform(golden),
            "step_float" => CheckStep(golden),
            "crc32_utf8" => [Golden.Difference(function, golden.Number("value"), Crc32.Of(golden.GetProperty("s").GetString()!))],
            _ => [$"'{function}' is not known"],
        };
    }

    private static IEnumerable<double> CumulativeSum(double[] values)
    {
        double sum = 0;
        return values.Select(value => sum += value);
    }

    private static IEnumerable<string?> CheckLibm(JsonElement golden)
    {
        double x = golden.Number("x");
        return golden.EnumerateObject().Where(item => item.Name is not ("fn" or "x")).Select(item =>
            Golden.Difference($"{item.Name}({x:R})", item.Value.Number(), item.Name switch
            {
                "exp" => Math.Exp(x),
                "expm1" => Libm.Expm1(x),
                "log" => Math.Log(x),
                "log1p" => Libm.Log1p(x),
                "erf" => Libm.Erf(x),
                "erfc" => Libm.Erfc(x),
                "sin" => Math.Sin(x),
                "cos" => Math.Cos(x),
                "sqrt" => Math.Sqrt(x),
                _ => throw new FormatException(item.Name),
            }));
    }

    private static IEnumerable<string?> CheckTransform(JsonElement golden)
    {
        var distribution = Distribution.FromJson(golden.GetProperty("distribution").GetRawText());
        var (low, high) = SearchSpaceTransform.Bounds(distribution);
        yield return Golden.Difference("bounds", golden.Numbers("bounds"), [low, high]);
        yield return Golden.Difference("untransformed", golden.Numbers("untransformed"),
            golden.Numbers("trans").Select(place => SearchSpaceTransform.Untransform(distribution, place)));
    }

    private static IEnumerable<string?> CheckStep(JsonElement golden)
    {
        double low = golden.Number("low"), step = golden.Number("step");
        FloatDistribution distribution = new(low, golden.Number("high"), step);
        yield return Golden.Difference("adjusted_high", golden.Number("adjusted_high"), distribution.High);
        yield return distribution.IsSingle == golden.GetProperty("single").GetBoolean() ? null : "single differs";
        yield return Golden.Difference("brute_force_candidates", golden.Numbers("brute_force_candidates"),
            DecimalGrid.Points(low, distribution.High, step));
        double[] points = golden.Numbers("tpe_grid");
        yield return Golden.Difference("tpe_grid", points, points.Select((_, k) => Math.Clamp(low + k * step, low, distribution.High)));
        yield return Golden.Difference("contains", golden.Numbers("contains"),
            points.Select((_, k) => distribution.Contains(low + k * step) ? 1.0 : 0.0));
    }
}
