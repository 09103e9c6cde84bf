using System.CommandLine;
using Binnacle.Tracking;

namespace Binnacle.Cli.Commands;

/// <summary>The option that names the store, on every command.</summary>
internal static class StoreOption
{
    public static Option<string?> Create() => new("--backend-store-uri", "--tracking-uri")
    {
        Description = "The store: a folder or a file URI. Default: $MLFLOW_TRACKING_URI, else ./mlruns.",
        HelpName = "uri",
    };

    public static ITrackingStore Open(ParseResult parsed, Option<string?> option) => TrackingStore.Open(parsed.GetValue(option));
}
