using System.CommandLine;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study best</c>: the best trial, or with several objectives the Pareto set.</summary>
internal static class BestCommand
{
    public static Command Create(IAnsiConsole console)
    {
        StudySource source = new();
        TrialsFormat format = new();
        var command = new Command("best", "Show the best trial of a study; with several objectives its Pareto set.") { source.Name, source.Storage, format.Option };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            Study study = source.Load(parsed, storage);
            format.Write(parsed, console, study, study.Directions.Length == 1 ? [study.BestTrial] : ParetoSet(study));
        });
        return command;
    }

    private static IReadOnlyList<FrozenTrial> ParetoSet(Study study) => study.BestTrials is { Count: > 0 } trials
        ? trials
        : throw new TuningException($"No trial of study '{study.Name}' is complete (and feasible) yet.");
}
