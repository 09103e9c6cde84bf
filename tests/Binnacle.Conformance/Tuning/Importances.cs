using System.Globalization;
using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Importances of the parameters of the studies in samplers.jsonl beside it.</summary>
/// <remarks>PED-ANOVA is compared within 1e-9; random forests by their means over the seeds.</remarks>
internal sealed class Importances : GoldenFile
{
    private const double MeanTolerance = 0.05;
    private const double DeterministicTolerance = 1e-9;

    public override string Name => "importance.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        string studies = Path.Combine(Path.GetDirectoryName(path)!, "samplers.jsonl");
        Dictionary<string, JsonElement> byId = JsonLines.Read(studies).ToDictionary(study => study.GetProperty("id").GetString()!);
        return JsonLines.Run(path, golden => Golden.Outcome(Check(golden, Load(byId[golden.GetProperty("id").GetString()!]))));
    }

    private static Study Load(JsonElement golden)
    {
        SpaceEntry[] space = [.. golden.GetProperty("space").EnumerateArray().Select(SpaceEntry.Read)];
        Study study = Study.Create(new StudyOptions
        {
            Directions = [.. golden.GetProperty("directions").EnumerateArray().Select(item => GoldenStudy.Direction(item.GetString()!))],
        });
        foreach (JsonElement trial in golden.GetProperty("trials").EnumerateArray())
        {
            if (trial.GetProperty("state").GetString() != "COMPLETE")
                continue;
            study.AddTrials(new FrozenTrial
            {
                State = TrialState.Complete,
                Values = trial.Numbers("values"),
                Parameters = [.. trial.GetProperty("params").EnumerateObject().Select(parameter =>
                {
                    Distribution distribution = space.First(entry => entry.Name == parameter.Name).Distribution;
                    return new TrialParameter(parameter.Name, distribution, distribution.ToInternal(parameter.Value.Plain()));
                })],
            });
        }

        return study;
    }

    private static IEnumerable<string?> Check(JsonElement golden, Study study)
    {
        foreach (JsonElement result in golden.GetProperty("results").EnumerateArray())
        {
            string evaluator = result.GetProperty("evaluator").GetString()!;
            if (evaluator == "PedAnovaImportanceEvaluator")
            {
                PedAnovaImportanceEvaluator pedAnova = new(result.Number("target_quantile"), result.Number("region_quantile"));
                yield return Exact(evaluator, result.GetProperty("importance"), study, pedAnova, normalize: true);
                yield return Exact(evaluator, result.GetProperty("importance_unnormalized"), study, pedAnova, normalize: false);
            }
            else
            {
                yield return OnAverage(evaluator, result, study);
            }
        }
    }

    private static string? Exact(string name, JsonElement expected, Study study, IImportanceEvaluator evaluator, bool normalize)
    {
        var found = study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator, Normalize = normalize });
        JsonProperty[] wanted = [.. expected.EnumerateObject()];
        string[] order = [.. wanted.Select(item => item.Name)], foundOrder = [.. found.Select(item => item.Parameter)];
        return order.SequenceEqual(foundOrder)
            ? Golden.Difference(name, wanted.Select(item => item.Value.Number()), found.Select(item => item.Value), DeterministicTolerance)
            : $"{name}: expected the order {string.Join(", ", order)}, found {string.Join(", ", foundOrder)}";
    }

    private static string? OnAverage(string name, JsonElement result, Study study)
    {
        Dictionary<string, double> sums = [];
        double[] seeds = result.Numbers("seeds");
        foreach (double seed in seeds)
        {
            ForestOptions options = new()
            {
                Seed = (uint)seed,
                Trees = result.GetProperty("n_trees").GetInt32(),
                MaximumDepth = result.GetProperty("max_depth").GetInt32(),
            };
            IImportanceEvaluator evaluator = name == "FanovaImportanceEvaluator"
                ? new FanovaImportanceEvaluator(options)
                : new MeanDecreaseImpurityImportanceEvaluator(options);
            foreach (ParameterImportance item in study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator }))
                sums[item.Parameter] = sums.GetValueOrDefault(item.Parameter) + item.Value;
        }

        foreach (JsonProperty item in result.GetProperty("mean").EnumerateObject())
        {
            double[] perSeed = result.GetProperty("per_seed").Numbers(item.Name);
            double tolerance = Math.Max(MeanTolerance, 3 * (perSeed.Max() - perSeed.Min()));
            double mean = sums.GetValueOrDefault(item.Name, double.NaN) / seeds.Length;
            if (!(Math.Abs(mean - item.Value.Number()) <= tolerance))
                return string.Create(CultureInfo.InvariantCulture, $"{name} {item.Name}: expected {item.Value.Number():F4}, found {mean:F4}");
        }

        return sums.Count == result.GetProperty("mean").EnumerateObject().Count() ? null : $"{name}: there are other parameters than expected";
    }
}
