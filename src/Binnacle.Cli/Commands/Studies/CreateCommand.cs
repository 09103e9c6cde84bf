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
            StudyOptions options = new()
            {
                Storage = storage,
                Name = parsed.GetValue(name),
                Directions = [.. parsed.GetValue(directions)!.Select(direction => Enum.Parse<StudyDirection>(direction, ignoreCase: true))],
                LoadIfExists = parsed.GetValue(skip),
            };
            parsed.InvocationConfiguration.Output.WriteLine(Create(options).Name);
        });
        return command;
    }

    private static Study Create(StudyOptions options)
    {
        try
        {
            return Study.Create(options);
        }
        catch (DuplicatedStudyException error)
        {
            throw new TuningException($"A study named '{error.Name}' already exists. Take it as it is with --skip-if-exists, or choose another name.", error);
        }
    }
}
