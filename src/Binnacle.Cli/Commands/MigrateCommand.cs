using System.CommandLine;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Spectre.Console;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle migrate FROM TO</c> and <c>binnacle sync</c>: copies a store into another.</summary>
internal static class MigrateCommand
{
    public static Command Create(IAnsiConsole console, string name, string description)
    {
        Argument<string> from = new("from") { Description = "The store to read: a folder, sqlite:///FILE, postgresql://HOST/DATABASE." };
        Argument<string> to = new("to") { Description = "The store to write, of any of these kinds; made when missing." };
        Option<bool> artifacts = new("--copy-artifacts") { Description = "Copy the artifacts too. Default: they stay where they are and keep their addresses." };
        Option<bool> quiet = new("--quiet") { Description = "Do not name what was copied." };
        var command = new Command(name, description) { from, to, artifacts, quiet };
        command.SetAction(async (parsed, stop) =>
        {
            ITrackingStore source = TrackingStores.Open(parsed.GetValue(from)), target = TrackingStores.Open(parsed.GetValue(to));
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

    /// <summary>Writes at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Lines(IAnsiConsole console) : IProgress<string>
    {
        public void Report(string value) => console.WriteLine(value);
    }
}
