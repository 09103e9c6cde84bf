using System.CommandLine;
using Binnacle.Tracking;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>The option <c>--view</c>: active, deleted, or all.</summary>
internal static class ViewOption
{
    public static Option<string> Create()
    {
        Option<string> option = new("--view") { Description = "Which to show: active, deleted or all.", DefaultValueFactory = _ => "active" };
        option.AcceptOnlyFromAmong("active", "deleted", "all");
        return option;
    }

    public static ViewType Of(ParseResult parsed, Option<string> option) => parsed.GetValue(option) switch
    {
        "deleted" => ViewType.DeletedOnly,
        "all" => ViewType.All,
        _ => ViewType.ActiveOnly,
    };
}
