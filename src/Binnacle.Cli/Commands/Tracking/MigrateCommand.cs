using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle migrate FROM TO</c>: copies a store into another.</summary>
internal static class MigrateCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Argument<string> from = new("from") { Description = $"The store to read: {StoreOption.Kinds}." };
        Argument<string> to = new("to") { Description = "The store to write, of any of these kinds; made when missing." };
        Option<bool> artifacts = new("--copy-artifacts") { Description = "Copy the artifacts too. Default: they stay where they are and keep their addresses." };
        Option<bool> quiet = new("--quiet") { Description = "Do not name what was copied." };
        var command = new Command("migrate", "Copy a whole store into another, for example ./mlruns into sqlite:///mlflow.db, and back. Again: what is new.") { from, to, artifacts, quiet };
        command.SetAction(async (parsed, stop) =>
        {
            ITrackingStore source = StoreOption.Open(parsed.GetValue(from)), target = StoreOption.Open(parsed.GetValue(to), isNew: true);
            using var closeSource = source as IDisposable;
            using var closeTarget = target as IDisposable;
            var copy = new StoreCopy(source, target)
            {
                CopyArtifacts = parsed.GetValue(artifacts),
                Progress = parsed.GetValue(quiet) ? null : new Lines(console),
            };
            await copy.CopyAllAsync(stop);
            return 0;
        });
        return command;
    }
}
