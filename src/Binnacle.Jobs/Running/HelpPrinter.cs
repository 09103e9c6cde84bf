using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints <c>--help</c> and <c>--hydra-help</c> from the templates in the configuration.</summary>
internal static class HelpPrinter
{
    private const string OwnGroupPrefix = "hydra/";

    public static void Print(TextWriter writer, ComposedJob job, JobComposer composer, JobCommand command)
    {
        string template = job.Text(command.Action == CommandAction.HydraHelp ? "hydra.hydra_help.template" : "hydra.help.template") ?? "";
        string config = YamlWriter.Write(command.Resolve ? job.ResolvedJobConfig : job.JobConfig);
        ILookup<bool, string> groups = Groups(job, composer).ToLookup(group => group.StartsWith(OwnGroupPrefix, StringComparison.Ordinal));
        writer.WriteLine(template
            .Replace("$FLAGS_HELP", JobFlags.Help, StringComparison.Ordinal)
            .Replace("$HYDRA_CONFIG_GROUPS", Lines(groups[true], composer), StringComparison.Ordinal)
            .Replace("$APP_CONFIG_GROUPS", Lines(groups[false], composer), StringComparison.Ordinal)
            .Replace("$CONFIG", config, StringComparison.Ordinal));
    }

    /// <summary>The groups that the composition chose from, and the folders of the config folder.</summary>
    private static IEnumerable<string> Groups(ComposedJob job, JobComposer composer)
    {
        IEnumerable<string> chosen = job.Choices.Keys.Select(key => key.Text.Split('@')[0]);
        return chosen.Concat(composer.Source.ConfigPath is { } path ? Folders(path) : []).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Folders(string path) => Directory.EnumerateDirectories(path, "*", SearchOption.AllDirectories)
        .Select(folder => Path.GetRelativePath(path, folder).Replace('\\', '/'));

    private static string Lines(IEnumerable<string> groups, JobComposer composer) => string.Concat(groups.Order(StringComparer.Ordinal)
        .Select(group => (Group: group, Options: composer.Composer.Options(group)))
        .Where(item => item.Options.Count > 0)
        .Select(item => $"{item.Group}: {string.Join(", ", item.Options)}\n"));
}
