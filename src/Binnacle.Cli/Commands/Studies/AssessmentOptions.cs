using System.CommandLine;
using System.CommandLine.Parsing;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>Options of commands that assess a study: which parameters, which objective, by which method.</summary>
internal sealed class AssessmentOptions
{
    private static readonly Dictionary<string, Func<IImportanceEvaluator>> Evaluators = new()
    {
        ["fanova"] = () => new FanovaImportanceEvaluator(),
        ["mdi"] = () => new MeanDecreaseImpurityImportanceEvaluator(),
        ["ped-anova"] = () => new PedAnovaImportanceEvaluator(),
    };

    public AssessmentOptions() => Evaluator.AcceptOnlyFromAmong([.. Evaluators.Keys]);

    public Option<string[]> Parameters { get; } = new("--params")
    {
        Description = "Names of the parameters. Default: those that every complete trial has; plots show all.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<int?> Objective { get; } = new("--objective")
    {
        Description = "Which objective of a study with several, from 0.",
        HelpName = "number",
        CustomParser = Number,
    };

    public Option<string> Evaluator { get; } = new("--evaluator")
    {
        Description = "How importances are assessed.",
        DefaultValueFactory = _ => "fanova",
    };

    /// <summary>The named parameters; null when none were named.</summary>
    public IReadOnlyList<string>? ParametersOf(ParseResult parsed) => parsed.GetValue(Parameters) is { Length: > 0 } names ? names : null;

    public IImportanceEvaluator EvaluatorOf(ParseResult parsed) => Evaluators[parsed.GetValue(Evaluator)!]();

    private static int? Number(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number))
            return number;
        result.AddError($"--objective: expected a number from 0, found '{text}'.");
        return null;
    }
}
