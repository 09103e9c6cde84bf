using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Tells how the configuration came about, for <c>--info</c> and for the log of a verbose run.</summary>
internal static class InfoPrinter
{
    private const string HydraRoot = "hydra/config";

    /// <exception cref="ConfigException">The provenance of a key was asked that does not exist.</exception>
    public static void Print(TextWriter writer, ComposedJob job, JobCommand command, JobHostOptions options)
    {
        if (command.Subject == "provenance")
        {
            writer.WriteLine(Provenance(ConfigProvenance.Of(job.Composed!), command));
            return;
        }

        foreach (string line in Lines(job, command.Subject, options))
            writer.WriteLine(line);
    }

    /// <summary>Prints the plugins of the program, which no configuration decides.</summary>
    public static void PrintPlugins(JobHostOptions options)
    {
        foreach (string line in Plugins(options))
            options.Output.WriteLine(line);
    }

    /// <summary>The lines about a subject; the configuration itself is one line with line breaks.</summary>
    public static IEnumerable<string> Lines(ComposedJob job, string subject, JobHostOptions options) => subject switch
    {
        "searchpath" => Sources(job),
        "defaults" => Defaults(job),
        "defaults-tree" => Tree(job),
        "config" => [.. Sources(job), .. Tree(job), .. Defaults(job), .. Config(job)],
        _ => [.. Title(HostVersion.Text, '='), .. Plugins(options), .. Lines(job, "config", options)],
    };

    private static string Provenance(ConfigProvenance provenance, JobCommand command) => (command.Key, command.Json) switch
    {
        (null, false) => ProvenanceText.Table(provenance),
        (null, true) => ProvenanceJson.All(provenance),
        ({ } key, false) => ProvenanceText.Of(provenance, key),
        ({ } key, true) => ProvenanceJson.Of(provenance, key),
    };

    private static IEnumerable<string> Plugins(JobHostOptions options) =>
    [
        .. Title("Plugins"),
        .. Names("Sweepers", options.Sweepers.Keys),
        .. Names("Launchers", options.Launchers.Keys),
        .. Names("Callbacks", options.Callbacks.Names),
        .. Names("Completion", ShellScript.Names),
    ];

    private static IEnumerable<string> Names(string kind, IEnumerable<string> names) =>
        [$"\t{kind}:", .. names.Order(StringComparer.Ordinal).Select(name => "\t\t" + name)];

    private static IEnumerable<string> Sources(ComposedJob job) =>
    [
        "",
        .. Title("Config search path"),
        .. InfoTable.Lines(["Provider", "Search path"], [.. job.Sources.Select(source => (string[])[source.Provider, source.Path])]),
    ];

    private static IEnumerable<string> Tree(ComposedJob job) =>
        ["", .. Title("Defaults Tree"), "<root>:", .. job.DefaultsTree.SelectMany(node => Branch(node, "  "))];

    private static IEnumerable<string> Branch(DefaultsNode node, string indent) =>
        [$"{indent}{node.Label}{(node.Children.Count > 0 ? ":" : "")}", .. Children(node).SelectMany(child => Branch(child, indent + "  "))];

    private static IEnumerable<string> Defaults(ComposedJob job) =>
    [
        "",
        .. Title("Defaults List"),
        .. InfoTable.Lines(["Config path", "Package", "_self_", "Parent"], [.. OwnLast(job.Defaults).Select(Row)], trail: " "),
    ];

    /// <summary>
    /// The hydra node's own keys as the last of its entries, where Hydra lists them. They are merged first, for the order of the keys;
    /// the values are the same, as its own ones are only those that no entry has.
    /// </summary>
    private static IEnumerable<DefaultsResult> OwnLast(IReadOnlyList<DefaultsResult> entries)
    {
        if (entries.FirstOrDefault(entry => entry is { ConfigPath: HydraRoot, IsSelf: true }) is not { } own)
            return entries;
        List<DefaultsResult> listed = [.. entries.Where(entry => entry != own)];
        listed.Insert(listed.FindLastIndex(entry => entry.Parent == HydraRoot) + 1, own);
        return listed;
    }

    private static IEnumerable<DefaultsNode> Children(DefaultsNode node) =>
        node.Label == HydraRoot ? node.Children.OrderBy(child => child.Label == "_self_") : node.Children;

    private static string[] Row(DefaultsResult entry) =>
        [entry.ConfigPath, entry.Package, entry.IsSelf ? "True" : "False", entry.Parent ?? "<root>"];

    private static IEnumerable<string> Config(ComposedJob job) => [.. Title("Config"), YamlWriter.Write(job.JobConfig)];

    private static IEnumerable<string> Title(string text, char line = '*') => [text, new string(line, text.Length)];
}
