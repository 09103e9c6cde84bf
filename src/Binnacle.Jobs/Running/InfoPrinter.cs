using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints how the configuration came about, for <c>--info</c>.</summary>
internal static class InfoPrinter
{
    public static void Print(TextWriter writer, ComposedJob job, string subject)
    {
        if (subject is "all" or "config" or "searchpath")
            Sources(writer, job);
        if (subject is "all" or "defaults")
            Choices(writer, job);
        if (subject is "all" or "config")
            Section(writer, "Config", [YamlWriter.Write(job.JobConfig).TrimEnd('\n')]);
    }

    private static void Sources(TextWriter writer, ComposedJob job)
    {
        ListNode sources = NodePath.Find(job.Root, "hydra.runtime.config_sources") as ListNode ?? ListNode.Empty;
        Section(writer, "Config search path", sources.OfType<MapNode>()
            .Select(source => $"provider={Part(source, "provider")}, path={Part(source, "schema")}://{Part(source, "path")}"));
    }

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
