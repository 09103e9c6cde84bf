using System.CommandLine;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>Writes trials as a table, or for programs as JSON or CSV.</summary>
internal sealed class TrialsFormat
{
    public Option<string> Option { get; } = Choices();

    public void Write(ParseResult parsed, IAnsiConsole console, Study study, IReadOnlyList<FrozenTrial> trials)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        switch (parsed.GetValue(Option))
        {
            case "json":
                output.WriteLine(PythonJson.Write(trials.Select(StudyDocument.TrialOf)));
                break;
            case "csv":
                new TrialColumns(study, trials).WriteCsv(output);
                break;
            default:
                new TrialColumns(study, trials).WriteTable(console);
                break;
        }
    }

    private static Option<string> Choices()
    {
        var option = new Option<string>("--format", "-f") { Description = "How the trials are written.", DefaultValueFactory = _ => "table" };
        option.AcceptOnlyFromAmong("table", "json", "csv");
        return option;
    }
}
