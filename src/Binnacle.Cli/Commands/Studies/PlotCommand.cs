using System.CommandLine;
using System.Text.RegularExpressions;
using Binnacle.Tuning;
using Binnacle.Tuning.Plots;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study plot</c>: plots of a study as one HTML file.</summary>
internal static partial class PlotCommand
{
    private const string All = "all";

    private static readonly Dictionary<string, PlotKind> Kinds = Enum.GetValues<PlotKind>().ToDictionary(NameOf);

    public static Command Create()
    {
        StudySource source = new();
        AssessmentOptions assessment = new();
        var kind = new Argument<string>("kind") { Description = "What is plotted; 'all' for everything that fits the study, on one page.", HelpName = "kind" };
        kind.AcceptOnlyFromAmong([.. Kinds.Keys, All]);
        var output = new Option<string?>("--output", "-o") { Description = "The file to write. Default: KIND.html.", HelpName = "file" };
        var reference = new Option<double[]>("--reference-point")
        {
            Description = "For hypervolumes: the worst values that count, one for each objective. Default: a tenth beyond the worst found.",
            AllowMultipleArgumentsPerToken = true,
        };
        var compare = new Option<string[]>("--compare")
        {
            Description = "For edf: names of other studies of the storage.",
            HelpName = "study",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("plot", "Write a plot as an HTML file that needs nothing besides.")
        {
            kind, source.Name, source.Storage, output, assessment.Parameters, assessment.Objective, assessment.Evaluator, reference, compare,
        };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            Study study = source.Load(parsed, storage);
            string name = parsed.GetValue(kind)!, file = parsed.GetValue(output) ?? name + ".html";
            PlotOptions options = new()
            {
                Parameters = assessment.ParametersOf(parsed),
                Objective = parsed.GetValue(assessment.Objective),
                Evaluator = assessment.EvaluatorOf(parsed),
                ReferencePoint = parsed.GetValue(reference) is { Length: > 0 } point ? point : null,
                Others = [.. (parsed.GetValue(compare) ?? []).Select(other => Study.Load(new StudyOptions { Storage = storage, Name = other }))],
            };
            IEnumerable<PlotKind> kinds = name == All ? StudyPlot.KindsFor(study) : [Kinds[name]];
            HtmlPage.Save(file, study.Name, [.. kinds.Select(one => StudyPlot.Create(study, one, options))]);
            parsed.InvocationConfiguration.Output.WriteLine($"Wrote {file}");
        });
        return command;
    }

    // OptimizationHistory is optimization-history on the command line.
    private static string NameOf(PlotKind kind) => WordStart().Replace($"{kind}", "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
