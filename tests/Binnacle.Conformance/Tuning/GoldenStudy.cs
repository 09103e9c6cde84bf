using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Runs the study that a line of samplers.jsonl describes.</summary>
internal static class GoldenStudy
{
    public static IReadOnlyList<FrozenTrial> Run(JsonElement golden)
    {
        SpaceEntry[] space = [.. golden.GetProperty("space").EnumerateArray().Select(SpaceEntry.Read)];
        GoldenObjective objective = new(golden.GetProperty("objective"), space);
        Study study = Study.Create(new StudyOptions
        {
            Name = golden.TryGetProperty("study_name", out JsonElement name) ? name.GetString() : "golden",
            Directions = [.. golden.GetProperty("directions").EnumerateArray().Select(item => Direction(item.GetString()!))],
            Sampler = GoldenSampler.Create(golden, space),
            Pruner = golden.TryGetProperty("pruner", out JsonElement pruner) ? GoldenPruner.Create(pruner) : new NopPruner(),
        });
        AddSeedTrials(golden, study, space);
        foreach (JsonElement parameters in Items(golden, "enqueue"))
            study.EnqueueTrial((IReadOnlyDictionary<string, object?>)parameters.Plain()!);

        JsonElement events = golden.TryGetProperty("events", out JsonElement given) ? given : default;
        int trials = golden.GetProperty("n_trials").GetInt32();
        if (golden.TryGetProperty("batch", out JsonElement batch))
            RunBatches(study, space, objective, events, trials, batch);
        else
            study.Optimize(trial => Evaluate(trial, Suggest(trial, space), objective, events), new OptimizeOptions { Trials = trials, Catch = _ => true });
        return study.Trials;
    }

    public static StudyDirection Direction(string text) => text == "maximize" ? StudyDirection.Maximize : StudyDirection.Minimize;

    private static void AddSeedTrials(JsonElement golden, Study study, SpaceEntry[] space)
    {
        foreach (JsonElement item in Items(golden, "seed_trials"))
        {
            study.AddTrials(new FrozenTrial
            {
                State = Enum.Parse<TrialState>(item.GetProperty("state").GetString()!, ignoreCase: true),
                Values = item.GetProperty("values").Numbers(),
                Parameters = [.. item.GetProperty("params").EnumerateObject().Select(parameter =>
                {
                    Distribution distribution = space.Single(entry => entry.Name == parameter.Name).Distribution;
                    return new TrialParameter(parameter.Name, distribution, distribution.ToInternal(parameter.Value.Plain()));
                })],
            });
        }
    }

    private static void RunBatches(Study study, SpaceEntry[] space, GoldenObjective objective, JsonElement events, int trials, JsonElement batch)
    {
        int size = batch.GetProperty("size").GetInt32();
        bool askAllFirst = batch.GetProperty("order").GetString() == "ask_all_first";
        for (int done = 0; done < trials; done += size)
        {
            List<(Trial Trial, Dictionary<string, double> Values)> asked = [];
            for (int i = 0; i < Math.Min(size, trials - done); i++)
            {
                Trial trial = study.Ask();
                asked.Add((trial, askAllFirst ? [] : Suggest(trial, space)));
            }

            if (askAllFirst)
                asked = [.. asked.Select(item => (item.Trial, Suggest(item.Trial, space)))];
            foreach (var (trial, values) in asked)
                Tell(study, trial, () => Evaluate(trial, values, objective, events));
        }
    }

    private static void Tell(Study study, Trial trial, Func<IReadOnlyList<double>> evaluate)
    {
        try
        {
            study.Tell(trial, evaluate());
        }
        catch (TrialPrunedException)
        {
            study.Tell(trial, null, TrialState.Pruned);
        }
    }

    // The numeric view of what was suggested, in the order of the space.
    private static Dictionary<string, double> Suggest(Trial trial, SpaceEntry[] space)
    {
        Dictionary<string, double> values = [];
        foreach (SpaceEntry entry in space)
        {
            if (entry.IsActive(trial))
                values[entry.Name] = entry.Distribution.ToInternal(trial.Suggest(entry.Name, entry.Distribution));
        }

        return values;
    }

    private static IReadOnlyList<double> Evaluate(Trial trial, Dictionary<string, double> parameters, GoldenObjective objective, JsonElement events)
    {
        double[] values = objective.Evaluate(parameters);
        int n = trial.Number;
        if (Event(events, "report") is { } report)
            ReportSteps(trial, values[0], report);
        if (Event(events, "fail") is { } fail && Happens(fail, n))
            return [double.NaN];
        if (Event(events, "prune") is { } prune && Happens(prune, n))
        {
            for (int step = 0; prune.GetProperty("reports").GetBoolean() && step < n % 4; step++)
                trial.Report(values[0] * (step + 1), step);
            throw new TrialPrunedException();
        }

        if (Event(events, "inf") is { } infinite && Happens(infinite, n))
            values[infinite.GetProperty("objective").GetInt32()] = infinite.Number("value");
        return values;
    }

    private static void ReportSteps(Trial trial, double value, JsonElement report)
    {
        double amplitude = report.Number("amp");
        for (int step = 0; step < report.GetProperty("n_steps").GetInt32(); step++)
        {
            trial.Report(value + amplitude * ((trial.Number * 7 + step * 3) % 5) / (step + 1), step);
            if (trial.ShouldPrune())
                throw new TrialPrunedException();
        }
    }

    private static JsonElement? Event(JsonElement events, string name) =>
        events.ValueKind == JsonValueKind.Object && events.TryGetProperty(name, out JsonElement item) ? item : null;

    private static bool Happens(JsonElement item, int number) => number % item.GetProperty("mod").GetInt32() == item.GetProperty("rem").GetInt32();

    private static IEnumerable<JsonElement> Items(JsonElement golden, string name) =>
        golden.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
