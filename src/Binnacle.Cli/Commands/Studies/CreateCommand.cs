using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study create</c>: makes a study and prints its name.</summary>
internal static class CreateCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var name = new Argument<string?>("study") { Description = "The study's name. Default: a made-up one.", Arity = ArgumentArity.ZeroOrOne };
        var directions = new Option<string[]>("--direction", "-d")
        {
            Description = "minimize or maximize, once for each objective.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["minimize"],
        };
        directions.AcceptOnlyFromAmong("minimize", "maximize");
        var skip = new Option<bool>("--skip-if-exists") { Description = "A study of the name that exists already is no error." };
        var command = new Command("create", "Make a study, and print its name.") { name, source.Storage, directions, skip };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            Study study = Study.Create(new StudyOptions
            {
                Storage = storage,
                Name = parsed.GetValue(name),
                Directions = [.. parsed.GetValue(directions)!.Select(direction => Enum.Parse<StudyDirection>(direction, ignoreCase: true))],
                LoadIfExists = parsed.GetValue(skip),
            });
            parsed.InvocationConfiguration.Output.WriteLine(study.Name);
        });
        return command;
    }
}
