using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study ask</c>: starts a trial and prints its number and parameters as JSON.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        StudySource source = new();
        SamplerOptions sampler = new();
        JsonOption space = new("--search-space",
            "The parameters: {\"lr\": {\"name\": \"FloatDistribution\", \"attributes\": {\"low\": 1e-5, \"high\": 0.1, \"log\": true}}}, or shorter {\"lr\": {\"type\": \"float\", \"low\": …}}.");
        var command = new Command("ask", "Start a trial, and print its number and parameters as JSON.")
        {
            source.Name, source.Storage, space.Option, sampler.Sampler, sampler.Seed,
        };
        command.SetAction(parsed =>
        {
            KeyValuePair<string, Distribution>[] distributions =
                [.. (space.ValueOf(parsed) ?? new Dictionary<string, object?>()).Select(item => Distribution(item, parsed.InvocationConfiguration.Error))];
            using IStudyStorage storage = source.OpenStorage(parsed);
            bool severalObjectives = source.Load(parsed, storage).Directions.Length > 1;
            Trial trial = source.Load(parsed, storage, sampler.Create(parsed, severalObjectives)).Ask(distributions);
            parsed.InvocationConfiguration.Output.WriteLine(PythonJson.Write(new OrderedDictionary<string, object?>
            {
                ["number"] = trial.Number,
                ["params"] = trial.Params,
            }));
        });
        return command;
    }

    private static KeyValuePair<string, Distribution> Distribution(KeyValuePair<string, object?> item, TextWriter warnings)
    {
        try
        {
            var distribution = Tuning.Distribution.FromJson(PythonJson.Write(item.Value));
            if (LastPoint(distribution) is { } last && High(item.Value) is { } high && last != high)
                warnings.WriteLine(FormattableString.Invariant($"Parameter '{item.Key}': the step does not divide the range up to {high}; the last point is {last}."));
            return KeyValuePair.Create(item.Key, distribution);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new TuningException($"--search-space: {item.Key}: {StudySource.TextOf(error)}", error);
        }
    }

    private static double? LastPoint(Distribution distribution) => distribution switch
    {
        FloatDistribution real => real.High,
        IntDistribution integer => integer.High,
        _ => null,
    };

    private static double? High(object? json)
    {
        var fields = json as IReadOnlyDictionary<string, object?>;
        fields = fields?.GetValueOrDefault("attributes") as IReadOnlyDictionary<string, object?> ?? fields;
        return fields?.GetValueOrDefault("high") switch
        {
            double real => real,
            long integer => integer,
            _ => null,
        };
    }
}
