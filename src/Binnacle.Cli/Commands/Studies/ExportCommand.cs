using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study export</c>: a whole study as one JSON document.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var file = new Option<string?>("--output", "-o") { Description = "The file to write. Default: standard output.", HelpName = "file" };
        var command = new Command("export", "Write a study with its trials and attributes as a JSON document, which import reads.") { source.Name, source.Storage, file };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            string document = StudyDocument.Write(source.Load(parsed, storage));
            if (parsed.GetValue(file) is { } path)
                File.WriteAllText(path, document + "\n");
            else
                parsed.InvocationConfiguration.Output.WriteLine(document);
        });
        return command;
    }
}
