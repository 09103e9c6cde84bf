using System.Text.Json;
using Binnacle.Tuning;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Conformance.Tuning;

/// <summary>The truncated normal distribution, and Parzen estimators built on it.</summary>
internal sealed class TruncatedNormals : GoldenFile
{
    public override string Name => "truncnorm.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, golden => Golden.Outcome(Check(golden)));

    private static IEnumerable<string?> Check(JsonElement golden)
    {
        string function = golden.GetProperty("fn").GetString()!;
        return function switch
        {
            "scalar" => CheckScalar(golden),
            "ndtri_exp" => [Golden.Difference(function, golden.Number("value"), InverseLogCdf(golden.Number("y")))],
            "log_gauss_mass" => [Golden.Difference(function, golden.Number("value"), TruncatedNormal.LogMass(golden.Number("a"), golden.Number("b")))],
            "ppf" => [Golden.Difference(function, golden.Number("value"),
                TruncatedNormal.Quantiles([golden.Number("q")], [golden.Number("a")], [golden.Number("b")])[0])],
            "ppf_batch" => [Golden.Difference(function, golden.Numbers("values"), Batch(golden.Numbers("q"), golden))],
            "logpdf" => [Golden.Difference(function, golden.Number("value"), LogPdf(golden))],
            "rvs" => [Golden.Difference(function, golden.Numbers("values"),
                Batch(new RandomState(golden.GetProperty("seed").GetUInt32()).NextDoubles(golden.GetProperty("size").GetInt32()), golden)
                    .Select(place => place * golden.Number("scale") + golden.Number("loc")))],
            "parzen" => CheckParzen(golden),
            _ => [$"'{function}' is not known"],
        };
    }

    private static IEnumerable<string?> CheckScalar(JsonElement golden)
    {
        double x = golden.Number("x");
        yield return Golden.Difference("ndtr_single", golden.Number("ndtr_single"), TruncatedNormal.Cdf(x));
        yield return Golden.Difference("log_ndtr", golden.Number("log_ndtr"), TruncatedNormal.LogCdf(x));
        yield return Golden.Difference("norm_logpdf", golden.Number("norm_logpdf"), TruncatedNormal.LogDensity(x));
        yield return Golden.Difference("erf_libm", golden.Number("erf_libm"), Libm.Erf(x));
        yield return Golden.Difference("erfc_libm", golden.Number("erfc_libm"), Libm.Erfc(x));
        yield return Golden.Difference("erf_numpy_poly", golden.Number("erf_numpy_poly"), Libm.ErfByHorner(x));
    }

    private static double InverseLogCdf(double y)
    {
        TruncatedNormal.InverseLogCdf(new Span<double>(ref y));
        return y;
    }

    private static double[] Batch(double[] q, JsonElement golden)
    {
        double[] a = new double[q.Length], b = new double[q.Length];
        Array.Fill(a, golden.Number("a"));
        Array.Fill(b, golden.Number("b"));
        return TruncatedNormal.Quantiles(q, a, b);
    }

    private static double LogPdf(JsonElement golden)
    {
        double a = golden.Number("a"), b = golden.Number("b"), scale = golden.Number("scale");
        double t = (golden.Number("x") - golden.Number("loc")) / scale;
        return t < a || t > b ? double.NegativeInfinity : TruncatedNormal.LogDensity(t) - TruncatedNormal.LogMass(a, b) - Math.Log(scale);
    }

    private static IEnumerable<string?> CheckParzen(JsonElement golden)
    {
        KeyValuePair<string, Distribution>[] space = [.. golden.GetProperty("space").EnumerateArray().Select(item =>
            KeyValuePair.Create(item.GetProperty("name").GetString()!, Distribution.FromJson(item.GetRawText())))];
        JsonElement parameters = golden.GetProperty("parameters");
        TpeOptions options = new()
        {
            PriorWeight = parameters.Number("prior_weight"),
            MagicClip = parameters.GetProperty("consider_magic_clip").GetBoolean(),
            ConsiderEndpoints = parameters.GetProperty("consider_endpoints").GetBoolean(),
            Multivariate = parameters.GetProperty("multivariate").GetBoolean(),
        };
        double[][] observations = [.. space.Select(item => golden.GetProperty("observations").Numbers(item.Key))];
        double[]? weights = golden.GetProperty("predetermined_weights") is { ValueKind: JsonValueKind.Array } given ? given.Numbers() : null;

        ParzenEstimator estimator = new(
            space, observations, weights is null ? MixtureWeights.Of(observations[0].Length, options) : MixtureWeights.Of(weights, options), options);
        yield return Golden.Difference("mixture_weights", golden.Numbers("mixture_weights"), estimator.Weights);
        int index = 0;
        foreach (JsonElement kernels in golden.GetProperty("kernels").EnumerateArray())
            yield return KernelDifference(kernels, estimator.Parameters[index++]);
        double[][] samples = estimator.Sample(new RandomState(golden.GetProperty("seed").GetUInt32()), golden.GetProperty("log_pdf").GetArrayLength());
        for (int i = 0; i < space.Length; i++)
            yield return Golden.Difference($"samples {space[i].Key}", golden.GetProperty("samples").Numbers(space[i].Key), samples[i]);
        yield return Golden.Difference("log_pdf", golden.Numbers("log_pdf"), estimator.LogPdf(samples));
    }

    private static string? KernelDifference(JsonElement golden, IKernels found) => found switch
    {
        NumericKernels numeric => Golden.Difference("mu", golden.Numbers("mu"), numeric.Means)
            ?? Golden.Difference("sigma", golden.Numbers("sigma"), numeric.Widths),
        CategoricalKernels categorical => Golden.Difference("weights", Golden.Flat(golden.GetProperty("weights")),
            Enumerable.Range(0, golden.GetProperty("weights").GetArrayLength()).SelectMany(row => categorical.Row(row).ToArray())),
        _ => "unknown kernels",
    };
}
