using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle runs compare</c>: what differs between runs.</summary>
internal static class RunCompareCommand
{
    private const string OwnTags = "mlflow.";
    private const string HouseTags = "binnacle.";

    public static Command Create(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string[]> names = new("runs") { Description = "Two or more runs: ids, beginnings of ids, or names.", Arity = new ArgumentArity(2, 50) };
        Option<bool> all = new("--all") { Description = "Show also what is the same in all runs, and the tags that MLflow sets." };
        Command command = new("compare", "Show what differs between runs: parameters, metrics, tags.") { names, store, all };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            List<Run> runs = [];
            foreach (string name in parsed.GetValue(names)!)
                runs.Add(await Finder.RunAsync(opened, name, stop));
            Write(console, runs, parsed.GetValue(all));
        });
        return command;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<Run> runs, bool all)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("", "");
        foreach (Run run in runs)
            table.AddColumn(Markup.Escape($"{run.Info.RunName} ({run.Info.RunId[..Math.Min(8, run.Info.RunId.Length)]})"));
        int before = table.Rows.Count;
        AddRows(table, "", ["status"], (run, _) => run.Info.Status.ToName(), runs, all);
        AddRows(table, "parameter", runs.SelectMany(run => run.Params.Keys), (run, key) => run.Params.GetValueOrDefault(key), runs, all);
        AddRows(table, "metric", runs.SelectMany(run => run.Metrics.Keys),
            (run, key) => run.Metrics.TryGetValue(key, out Metric metric) ? EntityText.Number(metric.Value) : null, runs, all);
        AddRows(table, "tag", runs.SelectMany(run => run.Tags.Keys).Where(key => all || !IsOwn(key)), (run, key) => run.Tags.GetValueOrDefault(key), runs, all);
        if (table.Rows.Count == before)
            console.WriteLine("The runs do not differ; --all shows what they have in common.");
        else
            console.Write(table);
    }

    private static bool IsOwn(string key) => key.StartsWith(OwnTags, StringComparison.Ordinal) || key.StartsWith(HouseTags, StringComparison.Ordinal);

    private static void AddRows(Table table, string kind, IEnumerable<string> keys, Func<Run, string, string?> valueOf, IReadOnlyList<Run> runs, bool all)
    {
        foreach (string key in keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string?[] values = [.. runs.Select(run => valueOf(run, key))];
            if (all || values.Distinct(StringComparer.Ordinal).Skip(1).Any())
                table.AddRow([new Text(kind), new Text(key), .. values.Select(value => new Text(value ?? "-"))]);
        }
    }
}
