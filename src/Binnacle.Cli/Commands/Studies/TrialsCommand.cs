using System.CommandLine;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study trials</c>: the trials of a study.</summary>
internal static class TrialsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        StudySource source = new();
        TrialsFormat format = new();
        var states = new Option<string[]>("--state") { Description = "Only trials of these states.", AllowMultipleArgumentsPerToken = true };
        states.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<TrialState>().Select(name => name.ToLowerInvariant())]);
        var command = new Command("trials", "Show the trials of a study.") { source.Name, source.Storage, format.Option, states };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            Study study = source.Load(parsed, storage);
            TrialState[] wanted = [.. (parsed.GetValue(states) ?? []).Select(state => Enum.Parse<TrialState>(state, ignoreCase: true))];
            format.Write(parsed, console, study, [.. study.Trials.Where(trial => wanted.Length == 0 || wanted.Contains(trial.State))]);
        });
        return command;
    }
}
