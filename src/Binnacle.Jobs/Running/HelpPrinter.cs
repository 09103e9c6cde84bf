using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints <c>--help</c> and <c>--hydra-help</c> from the templates in the configuration.</summary>
internal static class HelpPrinter
{
    private const string OwnGroup = "hydra";

    public static void Print(TextWriter writer, ComposedJob job, JobCommand command)
    {
        string template = job.Text(command.Action == CommandAction.HydraHelp ? "hydra.hydra_help.template" : "hydra.help.template") ?? "";
        string config = YamlWriter.Write(command.Resolve ? job.ResolvedJobConfig : job.JobConfig);
        writer.WriteLine(template
            .Replace("$FLAGS_HELP", JobFlags.Help, StringComparison.Ordinal)
            .Replace("$HYDRA_CONFIG_GROUPS", Lines(job, [OwnGroup]), StringComparison.Ordinal)
            .Replace("$APP_CONFIG_GROUPS", Lines(job, job.Groups("").Where(group => group != OwnGroup)), StringComparison.Ordinal)
            .Replace("$CONFIG", config, StringComparison.Ordinal));
    }

    /// <summary>Groups and the groups below them, one line each with its options, sorted.</summary>
    private static string Lines(ComposedJob job, IEnumerable<string> groups) => string.Concat(groups
        .SelectMany(group => WithThoseBelow(job, group))
        .Order(StringComparer.Ordinal)
        .Select(group => (Group: group, Options: job.Options(group)))
        .Where(item => item.Options.Count > 0)
        .Select(item => $"{item.Group}: {string.Join(", ", item.Options)}\n"));

    private static IEnumerable<string> WithThoseBelow(ComposedJob job, string group) =>
        [group, .. job.Groups(group).SelectMany(name => WithThoseBelow(job, $"{group}/{name}"))];
}
