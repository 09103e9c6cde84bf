using System.Text.Json;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Conformance.Tuning;

/// <summary>Numpy's legacy generator, and the newer one that scrambled quasi-random sequences need.</summary>
internal sealed class Rng : GoldenFile
{
    public override string Name => "rng.json";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (JsonElement golden in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            uint seed = golden.GetProperty("seed").GetUInt32();
            foreach (JsonProperty item in golden.EnumerateObject().Where(item => item.Name is not ("seed" or "mt_pos" or "mt_state_first8")))
            {
                // Linear algebra of the library that made it decides its last bits and signs; no sampler of ours draws it.
                if (item.Name == "multivariate_normal_tol1e-9")
                    continue;
                CaseOutcome outcome;
                try
                {
                    outcome = Golden.Outcome(Check(item.Name, item.Value, seed));
                }
                catch (Exception error)
                {
                    outcome = CaseOutcome.Fail("", error.ToString());
                }

                yield return outcome with { Id = $"{item.Name} seed {seed}" };
            }
        }
    }

    private static IEnumerable<string?> Check(string name, JsonElement golden, uint seed)
    {
        RandomState random = new(seed);
        return name switch
        {
            "uint32_raw" => [Same(golden, () => random.NextWord())],
            "random_sample" or "rand_2x3" => [Same(golden, random.NextDouble)],
            "uniform" => [Same(golden.GetProperty("values"), () => random.Uniform(golden.Number("low"), golden.Number("high")))],
            "uniform_array" => [Golden.Difference(name, golden.Numbers("values"),
                golden.Numbers("low").Zip(golden.Numbers("high"), random.Uniform))],
            "randint" => Each(golden, seed, (fresh, item) => () => fresh.Integer(item.GetProperty("low").GetInt64(), item.GetProperty("high").GetInt64())),
            "randint_scalar_stream" => [Golden.Difference(name, golden.Numbers("values"),
                golden.Numbers("highs").Select(high => (double)random.Integer(0, (long)high)))],
            "choice_n" => Each(golden, seed, (fresh, item) => () => fresh.Choice(item.GetProperty("n").GetInt32())),
            "choice_p" => golden.EnumerateArray().Select(item =>
                Golden.Difference(name, item.Numbers("values"), new RandomState(seed).Choice(item.Numbers("p"), item.Numbers("values").Length).Select(i => (double)i))),
            "choice_p_scalar" => Each(golden, seed, (fresh, item) => () => fresh.Choice(item.Numbers("p"))),
            "choice_noreplace" => golden.EnumerateArray().Select(item => Golden.Difference(name, item.Numbers("values"),
                new RandomState(seed).Permutation(item.GetProperty("n").GetInt32()).Take(item.GetProperty("size").GetInt32()).Select(i => (double)i))),
            "choice_noreplace_p" => [Golden.Difference(name, golden.Numbers("values"),
                random.ChoiceWithoutReplacement(golden.Numbers("p"), golden.GetProperty("size").GetInt32()).Select(i => (double)i))],
            "permutation" => golden.EnumerateArray().Select(item =>
                Golden.Difference(name, item.Numbers("values"), new RandomState(seed).Permutation(item.GetProperty("n").GetInt32()).Select(i => (double)i))),
            "shuffle_list12" or "shuffle_array12" => [Shuffled(golden, random, 12)],
            "then_shuffle_list7" => [ShuffledAfter(golden, random)],
            "randn" => [Same(golden, random.Normal)],
            "normal" => [Same(golden.GetProperty("values"), () => golden.Number("loc") + golden.Number("scale") * random.Normal())],
            "interleaved" => [Golden.Difference(name, golden.Numbers("values"),
                [random.NextDouble(), random.Normal(), random.Integer(0, 10), random.Normal(), random.NextDouble(), random.Choice(5), random.Normal()])],
            "after_one_randn" => [AfterOneNormal(golden, random)],
            "exponential" => [Same(golden, () => -Math.Log(1.0 - random.NextDouble()))],
            "pcg64_default_rng" => CheckPcg(golden, seed),
            "pcg64_shuffle_2_3_5_7" => [CheckPcgShuffle(golden, seed)],
            _ => [$"'{name}' is not known"],
        };
    }

    private static string? Same(JsonElement golden, Func<double> draw)
    {
        double[] expected = [.. Golden.Flat(golden)];
        return Golden.Difference("draw", expected, expected.Select(_ => draw()));
    }

    private static IEnumerable<string?> Each(JsonElement golden, uint seed, Func<RandomState, JsonElement, Func<double>> draw) =>
        golden.EnumerateArray().Select(item => Same(item.GetProperty("values"), draw(new RandomState(seed), item)));

    private static IEnumerable<string?> Each(JsonElement golden, uint seed, Func<RandomState, JsonElement, Func<int>> draw) =>
        Each(golden, seed, (random, item) => draw(random, item) is var next ? (Func<double>)(() => next()) : null!);

    private static IEnumerable<string?> Each(JsonElement golden, uint seed, Func<RandomState, JsonElement, Func<long>> draw) =>
        Each(golden, seed, (random, item) => draw(random, item) is var next ? (Func<double>)(() => next()) : null!);

    private static string? Shuffled(JsonElement golden, RandomState random, int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        random.Shuffle(items);
        return Golden.Difference("shuffle", golden.Numbers(), items.Select(item => (double)item));
    }

    private static string? ShuffledAfter(JsonElement golden, RandomState random)
    {
        random.Shuffle(new int[12]);
        return Shuffled(golden, random, 7);
    }

    private static string? AfterOneNormal(JsonElement golden, RandomState random)
    {
        random.Normal();
        RandomState restored = RandomState.Restore(random.Save());
        return Golden.Difference("cached gaussian", golden.Number("cached_gaussian"), restored.Normal());
    }

    private static IEnumerable<string?> CheckPcg(JsonElement golden, uint seed)
    {
        foreach (JsonProperty item in golden.EnumerateObject())
        {
            Pcg64 random = new(seed);
            yield return item.Name switch
            {
                "raw64" => item.Value.EnumerateArray().Any(value => random.NextWord64() != ulong.Parse(value.GetString()!, null)) ? "raw64 differs" : null,
                "integers_0_2_uint32" => Same(item.Value, () => random.NextBit()),
                _ => null,
            };
        }
    }

    private static string? CheckPcgShuffle(JsonElement golden, uint seed)
    {
        Pcg64 random = new(seed);
        foreach (JsonElement list in golden.EnumerateArray())
        {
            int[] items = [.. Enumerable.Range(0, list.GetArrayLength())];
            random.Shuffle(items);
            if (Golden.Difference("shuffle", list.Numbers(), items.Select(item => (double)item)) is { } difference)
                return difference;
        }

        return null;
    }
}
