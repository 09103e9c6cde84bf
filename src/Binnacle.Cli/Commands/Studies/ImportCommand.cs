using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study import</c>: makes a study of an exported document.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var file = new Argument<string>("file") { Description = "The document that export wrote; - is standard input." };
        var name = new Option<string?>("--name") { Description = "The new study's name. Default: the document's." };
        var command = new Command("import", "Make a study of a document that export wrote.") { file, source.Storage, name };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            StudyDocument document = StudyDocument.Read(path == "-" ? "standard input" : path, path == "-" ? Console.In.ReadToEnd() : File.ReadAllText(path));
            using IStudyStorage storage = source.OpenStorage(parsed);
            parsed.InvocationConfiguration.Output.WriteLine(document.AddTo(storage, parsed.GetValue(name)));
        });
        return command;
    }
}
