using System.Text.Json;
using Binnacle.Tuning;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Conformance.Tuning;

/// <summary>Fronts, ranks and volumes of points.</summary>
internal sealed class Pareto : GoldenFile
{
    public override string Name => "pareto.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, golden => Golden.Outcome(Check(golden)));

    private static IEnumerable<string?> Check(JsonElement golden)
    {
        StudyDirection[] directions = [.. golden.GetProperty("directions").EnumerateArray().Select(item => GoldenStudy.Direction(item.GetString()!))];
        double[][] points = [.. golden.GetProperty("points").EnumerateArray().Select(Golden.Numbers)];
        double[][] losses = [.. points.Select(point => point.Select((value, i) => directions[i] == StudyDirection.Maximize ? -value : value).ToArray())];
        double[]? penalties = golden.TryGetProperty("penalty", out JsonElement penalty) ? penalty.Numbers() : null;
        int[] Ranks(int? wanted) => penalties is null ? NonDomination.Ranks(losses, wanted) : NonDomination.Ranks(losses, penalties, wanted);

        foreach (JsonProperty item in golden.EnumerateObject())
        {
            yield return item.Name switch
            {
                "ranks" => Golden.Difference(item.Name, item.Value.Numbers(), Ranks(null).Select(rank => (double)rank)),
                "ranks_n_below" => Golden.Difference(item.Name, item.Value.Numbers(),
                    Ranks(golden.GetProperty("n_below").GetInt32()).Select(rank => (double)rank)),
                "on_front" => Golden.Difference(item.Name, item.Value.Numbers(), ParetoFront.Of(losses).Select(isFront => isFront ? 1.0 : 0.0)),
                "best_trials" => Golden.Difference(item.Name, item.Value.Numbers(), BestTrials(directions, points)),
                "hypervolume_of_points_not_worse_than_reference" => Volume(item.Value.Number(), golden.Numbers("reference_point_loss"), losses),
                "tpe_reference_point" => Golden.Difference(item.Name, item.Value.Numbers(), MultiObjectiveSplit.ReferencePoint(losses)),
                "hssp" => Subset(item.Value, losses, golden),
                _ => null,
            };
        }
    }

    private static IEnumerable<double> BestTrials(StudyDirection[] directions, double[][] points)
    {
        Study study = Study.Create(new StudyOptions { Directions = [.. directions] });
        study.AddTrials(points.Select(point => new FrozenTrial { State = TrialState.Complete, Values = point }));
        return study.BestTrials.Select(trial => (double)trial.Number);
    }

    private static string? Volume(double expected, double[] reference, double[][] losses)
    {
        double[][] inside = [.. losses.Where(point => point.Zip(reference).All(pair => pair.First <= pair.Second))];
        return Golden.Difference("hypervolume", expected, Hypervolume.Of(inside, reference), 1e-12);
    }

    private static string? Subset(JsonElement hssp, double[][] losses, JsonElement golden)
    {
        foreach (JsonElement item in hssp.EnumerateArray())
        {
            string text = item.GetRawText();
            if (Golden.Difference("hssp " + text[..Math.Min(60, text.Length)], item.Numbers("selected"),
                HypervolumeSubset.Select(losses, item.GetProperty("subset_size").GetInt32(), golden.Numbers("tpe_reference_point")).Select(index => (double)index)) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }
}
