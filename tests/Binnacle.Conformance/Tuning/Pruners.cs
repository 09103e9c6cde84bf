using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>What a pruner decides at each report of a study.</summary>
internal sealed class Pruners : GoldenFile
{
    public override string Name => "pruners.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path) => JsonLines.Run(path, golden => Golden.Outcome(Check(golden)));

    private static IEnumerable<string?> Check(JsonElement golden)
    {
        Study study = Study.Create(new StudyOptions
        {
            Name = golden.GetProperty("study_name").GetString(),
            Directions = [GoldenStudy.Direction(golden.GetProperty("direction").GetString()!)],
            Sampler = new RandomSampler(0),
            Pruner = GoldenPruner.Create(golden.GetProperty("pruner")),
        });
        Dictionary<int, Trial> trials = [];
        foreach (JsonElement item in golden.GetProperty("events").EnumerateArray())
        {
            int number = item.GetProperty("t").GetInt32();
            switch (item.GetProperty("op").GetString())
            {
                case "start":
                    trials[number] = study.Ask();
                    break;
                case "report":
                    trials[number].Report(item.Number("value"), item.GetProperty("step").GetInt32());
                    bool prune = trials[number].ShouldPrune();
                    yield return prune == item.GetProperty("prune").GetBoolean()
                        ? null
                        : $"trial {number} step {item.GetProperty("step")}: expected {item.GetProperty("prune")}, found {prune}";
                    break;
                default:
                    yield return Tell(study, trials[number], item);
                    break;
            }
        }

        foreach (FrozenTrial trial in study.Trials)
            yield return AttributeDifference(golden.GetProperty("system_attrs"), trial);
    }

    private static string? Tell(Study study, Trial trial, JsonElement item)
    {
        var state = Enum.Parse<TrialState>(item.GetProperty("state").GetString()!, ignoreCase: true);
        double[]? values = item.TryGetProperty("values", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.Numbers() : null;
        FrozenTrial told = study.Tell(trial, state == TrialState.Complete ? values : null, state);
        return values is null ? null : Golden.Difference($"trial {trial.Number} values", values, told.Values ?? []);
    }

    private static string? AttributeDifference(JsonElement golden, FrozenTrial trial)
    {
        JsonProperty[] expected = golden.TryGetProperty(trial.Number.ToString(null, null), out JsonElement attributes) ? [.. attributes.EnumerateObject()] : [];
        if (expected.Length != trial.SystemAttributes.Count)
            return $"trial {trial.Number}: expected {expected.Length} attributes, found {string.Join(", ", trial.SystemAttributes.Keys)}";
        return expected.Select(item => trial.SystemAttributes.TryGetValue(item.Name, out object? value)
            ? Golden.Difference($"trial {trial.Number} {item.Name}", item.Value.Number(), Convert.ToDouble(value, null))
            : $"trial {trial.Number}: {item.Name} is missing").FirstOrDefault(difference => difference is not null);
    }
}
