using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study enqueue</c>: fixes the parameters of a coming trial.</summary>
internal static class EnqueueCommand
{
    public static Command Create()
    {
        StudySource source = new();
        JsonOption parameters = new("--params", "The parameters, e.g. {\"lr\": 0.01}; those left out are suggested.");
        JsonOption attributes = new("--user-attrs", "Attributes of the trial.");
        parameters.Option.Required = true;
        var skip = new Option<bool>("--skip-if-exists") { Description = "Do nothing when a trial has these parameters already." };
        var command = new Command("enqueue", "Fix the parameters of a coming trial.") { source.Name, source.Storage, parameters.Option, attributes.Option, skip };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            source.Load(parsed, storage).EnqueueTrial(parameters.ValueOf(parsed)!, attributes.ValueOf(parsed), parsed.GetValue(skip));
        });
        return command;
    }
}
