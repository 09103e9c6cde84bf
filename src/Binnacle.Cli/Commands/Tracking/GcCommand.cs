using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle gc</c>: removes deleted runs, logged models and experiments for good, with their artifacts; first it only shows them.</summary>
internal static class GcCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Option<string?> age = new("--older-than") { Description = "Only what was deleted longer ago than this, for example 30d or 1d12h. Default: everything deleted.", HelpName = "time" };
        Option<string[]> runs = Ids("--run-ids", "Only these deleted runs.");
        Option<string[]> experiments = Ids("--experiment-ids", "Only these deleted experiments, with their runs.");
        Option<string[]> models = Ids("--logged-model-ids", "Only these deleted logged models.");
        Option<string> artifacts = new("--artifacts-destination")
        {
            Description = "Where the server of this store keeps its files: a folder, or s3://bucket/folder.",
            HelpName = "uri",
            DefaultValueFactory = _ => ServerCommand.ArtifactsDestination(),
        };
        Option<bool> keep = new("--keep-artifacts") { Description = "Remove rows only: files stay where they are." };
        Option<bool> yes = new("--yes", "-y") { Description = "Remove it. Default: only show what would be removed." };
        Option<bool> dryRun = new("--dry-run") { Description = "Only show what would be removed (the default)." };
        Command command = new("gc", "Remove deleted runs, logged models and experiments for good, with their artifacts. Without --yes it only shows them.")
        {
            store, age, runs, experiments, models, artifacts, keep, yes, dryRun,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(yes) && result.GetValue(dryRun))
                result.AddError("--yes and --dry-run exclude each other.");
        });
        command.SetAction(async (parsed, stop) =>
        {
            ITrackingStore opened = StoreOption.Open(parsed.GetValue(store), destination: parsed.GetValue(artifacts));
            using var close = opened as IDisposable;
            GarbageCollection collection = new(opened, console)
            {
                Limit = (DateTimeOffset.UtcNow - AgeText.Parse(parsed.GetValue(age))).ToUnixTimeMilliseconds(),
                RunIds = Split(parsed.GetValue(runs)),
                ExperimentIds = Split(parsed.GetValue(experiments)),
                ModelIds = Split(parsed.GetValue(models)),
                KeepArtifacts = parsed.GetValue(keep),
                IsDryRun = !parsed.GetValue(yes),
            };
            return await collection.RunAsync(stop) ? 0 : 1;
        });
        return command;
    }

    private static Option<string[]> Ids(string name, string description) => new(name)
    {
        Description = description + " Several: apart by commas or blanks.", HelpName = "id", AllowMultipleArgumentsPerToken = true,
    };

    private static string[]? Split(string[]? given) =>
        given is { Length: > 0 } ? [.. given.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : null;
}
