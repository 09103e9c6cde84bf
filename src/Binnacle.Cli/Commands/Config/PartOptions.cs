using System.CommandLine;
using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary>Which part of a composition is meant.</summary>
internal sealed class PartOptions
{
    private readonly Option<string> _part = new Option<string>("--cfg", "-c")
    {
        Description = "The part to look at: the job's own, hydra's, or all.",
        DefaultValueFactory = _ => ConfigPart.Names[0],
    }.AcceptOnlyFromAmong([.. ConfigPart.Names]);

    private readonly Option<string?> _package = new("--package", "-p")
    {
        Description = "The key of the node to look at, for example db or db.port. Default: the whole part.",
        HelpName = "key",
    };

    private readonly Option<bool> _resolve = new("--resolve") { Description = "Replace interpolations by their values." };

    public void AddTo(Command command)
    {
        command.Add(_part);
        command.Add(_package);
        command.Add(_resolve);
    }

    public string Text(ParseResult parsed, ComposedConfig composed) =>
        ConfigPart.Text(composed.Resolution, parsed.GetValue(_part)!, parsed.GetValue(_package), parsed.GetValue(_resolve)) ?? throw NoSuchKey(parsed, composed);

    /// <summary>The node as a tree whose keys count from the root.</summary>
    public MapNode Tree(ParseResult parsed, ComposedConfig composed)
    {
        string? package = parsed.GetValue(_package);
        ConfigNode? node = ConfigPart.Node(composed.Resolution, parsed.GetValue(_part)!, package, parsed.GetValue(_resolve));
        if (string.IsNullOrEmpty(package) || package == "_global_")
            return (MapNode)node!;
        return node is null ? MapNode.Empty : KeyPath.Split(package).Reverse().Aggregate(node, (below, key) => new MapNode([new(key, below)])) as MapNode ?? MapNode.Empty;
    }

    private ConfigException NoSuchKey(ParseResult parsed, ComposedConfig composed)
    {
        string key = parsed.GetValue(_package)!;
        string[] near = [.. ConfigProvenance.Of(composed).Nearest(key)];
        return new ConfigException($"package '{key}' not found in config{(near.Length == 0 ? "" : $"\nDid you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?")}");
    }
}
