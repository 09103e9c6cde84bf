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
            KeyValuePair<string, Distribution>[] distributions = [.. (space.ValueOf(parsed) ?? new Dictionary<string, object?>()).Select(Distribution)];
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

    private static KeyValuePair<string, Distribution> Distribution(KeyValuePair<string, object?> item)
    {
        try
        {
            return KeyValuePair.Create(item.Key, Tuning.Distribution.FromJson(PythonJson.Write(item.Value)));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new TuningException($"--search-space: {item.Key}: {error.Message}", error);
        }
    }
}
