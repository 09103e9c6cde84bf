using System.CommandLine;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Cli.Commands;

/// <summary>The option that names the store, on every command.</summary>
internal static class StoreOption
{
    public static Option<string?> Create() => new("--backend-store-uri", "--tracking-uri")
    {
        Description = "The store: a folder, a file URI, sqlite:///FILE or postgresql://HOST/DATABASE. Default: $MLFLOW_TRACKING_URI, else ./mlruns.",
        HelpName = "uri",
    };

    public static ITrackingStore Open(ParseResult parsed, Option<string?> option) => TrackingStores.Open(parsed.GetValue(option));
}
