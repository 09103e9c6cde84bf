using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study copy</c>: copies a study within its storage or into another.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var storage = new Option<string?>("--to-storage") { Description = "The other storage. Default: the same.", HelpName = "url" };
        var name = new Option<string?>("--to") { Description = "The copy's name. Default: the same.", HelpName = "study" };
        var command = new Command("copy", "Copy a study with its trials and attributes.") { source.Name, source.Storage, storage, name };
        command.SetAction(parsed =>
        {
            using IStudyStorage from = source.OpenStorage(parsed);
            using IStudyStorage to = StudySource.Open("--to-storage", parsed.GetValue(storage) ?? source.AddressOf(parsed));
            Study study = source.Load(parsed, from);
            Study.Copy(study.Name, from, to, parsed.GetValue(name));
        });
        return command;
    }
}
