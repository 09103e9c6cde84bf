using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study tell</c>: ends a trial.</summary>
internal static class TellCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var number = new Option<int>("--trial-number", "-n") { Description = "The trial's number, as ask printed it.", Required = true };
        var values = new Option<double[]?>("--values", "-v") { Description = "One value for each objective.", AllowMultipleArgumentsPerToken = true };
        var state = new Option<string?>("--state") { Description = "How it ended. Default: complete; fail without values." };
        state.AcceptOnlyFromAmong("complete", "pruned", "fail");
        var skip = new Option<bool>("--skip-if-finished") { Description = "A trial that is finished already is no error." };
        var command = new Command("tell", "End a trial with its values, or as pruned or failed.") { source.Name, source.Storage, number, values, state, skip };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            TrialState? ending = parsed.GetValue(state) is { } text ? Enum.Parse<TrialState>(text, ignoreCase: true) : null;
            FrozenTrial told = source.Load(parsed, storage).Tell(
                parsed.GetValue(number), parsed.GetValue(values) is { Length: > 0 } given ? given : null, ending, parsed.GetValue(skip));
            parsed.InvocationConfiguration.Output.WriteLine($"Trial {told.Number}: {told.State.ToString().ToUpperInvariant()}");
        });
        return command;
    }
}
