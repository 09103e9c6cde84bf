using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints composed configurations for <c>--cfg</c>.</summary>
internal static class ConfigPrinter
{
    /// <summary>Prints the asked part.</summary>
    /// <exception cref="ConfigException">The package is not in the config.</exception>
    public static void Print(TextWriter writer, ComposedJob job, JobCommand command)
    {
        MapNode shown = command.Subject switch
        {
            "job" => job.JobConfig,
            "hydra" => new MapNode([new("hydra", WithoutHelp(job.Hydra))]),
            _ => job.Root,
        };
        ConfigNode? node = shown;
        bool part = command.Package is { Length: > 0 } package && package != "_global_";
        if (part)
            node = NodePath.Find(shown, command.Package!);
        if (node is null)
            throw new PackageNotFoundException(command.Package!);
        if (command.Resolve)
            node = part ? job.Resolved(command.Package!) ?? node : command.Subject == "job" ? job.ResolvedJobConfig : job.ResolvedRoot;
        if (node is ScalarNode scalar)
            writer.WriteLine(NodePath.Text(scalar) ?? (scalar.IsMissing ? ScalarNode.MissingText : "None"));
        else
            writer.WriteLine((part ? $"# @package {command.Package}\n" : "") + YamlWriter.Write(node).TrimEnd('\n'));
    }

    private static MapNode WithoutHelp(MapNode hydra) => hydra.Without("help").Without("hydra_help");
}
