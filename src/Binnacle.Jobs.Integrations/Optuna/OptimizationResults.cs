using System.Text;
using Binnacle.Configuration;
using Binnacle.Tuning;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Integrations;

/// <summary>Tells the end of a sweep: <c>optimization_results.yaml</c>, and a table for people.</summary>
internal static class OptimizationResults
{
    public const string FileName = "optimization_results.yaml";

    /// <remarks>Without a completed trial the Pareto set of several objectives is empty, which is no error in the field.</remarks>
    /// <exception cref="JobFailedException">No trial of a study with one objective completed.</exception>
    public static void Write(Sweep sweep, Study study, IReadOnlyList<ToldTrial> told)
    {
        bool single = study.Directions.Length == 1;
        IReadOnlyList<FrozenTrial> best = single ? [Best(study)] : study.BestTrials;
        MapNode results = single ? Single(best[0]) : Several(best);
        File.WriteAllText(Path.Combine(sweep.Directory, FileName), YamlWriter.Write(results), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Log(sweep.Logger, study, best);
        if (sweep.Logger.IsEnabled(LogLevel.Information))
            TrialTable.Write(sweep.Output, study, told, best);
    }

    private static FrozenTrial Best(Study study) => study.Trials.Any(trial => trial.State == TrialState.Complete)
        ? study.BestTrial
        : throw new JobFailedException("No trial is completed yet: every trial of the study failed.");

    private static MapNode Single(FrozenTrial best) => new(
    [
        new("name", new ScalarNode("optuna")),
        new("best_params", Parameters(best)),
        new("best_value", new ScalarNode(best.Values![0])),
    ]);

    private static MapNode Several(IReadOnlyList<FrozenTrial> best) => new(
    [
        new("name", new ScalarNode("optuna")),
        new("solutions", new ListNode(best.Select(trial => new MapNode(
        [
            new("params", Parameters(trial)),
            new("values", new ListNode(trial.Values!.Select(value => new ScalarNode(value)))),
        ])))),
    ]);

    private static MapNode Parameters(FrozenTrial trial) =>
        new(trial.Params.Select(item => KeyValuePair.Create<ConfigKey, ConfigNode>(item.Key, new ScalarNode(item.Value))));

    private static void Log(ILogger logger, Study study, IReadOnlyList<FrozenTrial> best)
    {
        if (study.Directions.Length == 1)
        {
            logger.LogInformation("Best parameters: {Parameters}", ParameterText.Of(best[0].Params));
            logger.LogInformation("Best value: {Value}", PythonText.Of(best[0].Values![0]));
            return;
        }

        logger.LogInformation("Number of Pareto solutions: {Count}", best.Count);
        for (int i = 0; i < best.Count; i++)
            logger.LogInformation("    Pareto solution {Index}: {Parameters}, values: [{Values}]", i, ParameterText.Of(best[i].Params), string.Join(", ", best[i].Values!.Select(PythonText.Of)));
    }
}
