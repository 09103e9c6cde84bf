using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints how the configuration came about, for <c>--info</c>.</summary>
internal static class InfoPrinter
{
    /// <exception cref="ConfigException">The provenance of a key was asked that does not exist.</exception>
    public static void Print(TextWriter writer, ComposedJob job, JobCommand command, JobHostOptions options)
    {
        string subject = command.Subject;
        if (subject == "provenance")
            writer.WriteLine(Provenance(ConfigProvenance.Of(job.Composed), command));
        if (subject is "all" or "plugins")
            Plugins(writer, options);
        if (subject is "all" or "config" or "searchpath")
            Sources(writer, job);
        if (subject is "all" or "defaults")
            Choices(writer, job);
        if (subject is "all" or "defaults-tree")
            Defaults(writer, job);
        if (subject is "all" or "config")
            Section(writer, "Config", [YamlWriter.Write(job.JobConfig).TrimEnd('\n')]);
    }

    private static string Provenance(ConfigProvenance provenance, JobCommand command) => (command.Key, command.Json) switch
    {
        (null, false) => ProvenanceText.Table(provenance),
        (null, true) => ProvenanceJson.All(provenance),
        ({ } key, false) => ProvenanceText.Of(provenance, key),
        ({ } key, true) => ProvenanceJson.Of(provenance, key),
    };

    private static void Sources(TextWriter writer, ComposedJob job)
    {
        ListNode sources = NodePath.Find(job.Root, "hydra.runtime.config_sources") as ListNode ?? ListNode.Empty;
        Section(writer, "Config search path", sources.OfType<MapNode>()
            .Select(source => $"provider={Part(source, "provider")}, path={Part(source, "schema")}://{Part(source, "path")}"));
    }

    private static void Plugins(TextWriter writer, JobHostOptions options) => Section(writer, "Plugins",
    [
        $"sweepers: {string.Join(", ", options.Sweepers.Keys.Order(StringComparer.Ordinal))}",
        $"launchers: {string.Join(", ", options.Launchers.Keys.Order(StringComparer.Ordinal))}",
    ]);

    private static void Defaults(TextWriter writer, ComposedJob job) => Section(writer, "Defaults list, in the order of merging", job.Defaults.Select(entry =>
        $"{entry.ConfigPath}@{(entry.Package.Length == 0 ? "_global_" : entry.Package)}{(entry.IsSelf || entry.Parent is null ? "" : $" from {entry.Parent}")}"));

    private static void Choices(TextWriter writer, ComposedJob job) => Section(
        writer, "Choices", job.Choices.Select(choice => $"{choice.Key.Text}: {NodePath.Text(choice.Value) ?? "null"}"));

    private static void Section(TextWriter writer, string title, IEnumerable<string> lines)
    {
        writer.WriteLine(title);
        writer.WriteLine(new string('*', title.Length));
        foreach (string line in lines)
            writer.WriteLine(line);
        writer.WriteLine();
    }

    private static string? Part(MapNode source, string key) => source.TryGetValue(key, out ConfigNode? node) ? NodePath.Text(node) : null;
}
