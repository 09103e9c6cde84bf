using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study delete</c>: deletes a study with its trials.</summary>
internal static class DeleteCommand
{
    public static Command Create()
    {
        StudySource source = new();

        // The only study of a storage is not deleted unnamed.
        source.Name.Arity = ArgumentArity.ExactlyOne;
        source.Name.Description = "The study's name.";
        var command = new Command("delete", "Delete a study with its trials. It cannot be brought back.") { source.Name, source.Storage };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            Study.Delete(source.Load(parsed, storage).Name, storage);
        });
        return command;
    }
}
