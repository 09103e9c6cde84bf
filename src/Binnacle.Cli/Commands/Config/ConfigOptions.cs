using System.CommandLine;
using System.CommandLine.Parsing;
using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary>What every <c>binnacle config</c> command takes: the folder, the primary config, overrides.</summary>
internal sealed class ConfigOptions
{
    private const string UsualFolder = "conf";

    public Option<string> Directory { get; } = new("--config-dir", "-cd")
    {
        Description = "The config folder.",
        HelpName = "folder",
        DefaultValueFactory = _ => UsualFolder,
    };

    public Option<string?> Name { get; } = new("--config-name", "-cn")
    {
        Description = "The primary config, without .yaml. Default: config, or the folder's only one.",
        HelpName = "name",
    };

    public Option<string> VersionBase { get; } = new("--version-base")
    {
        Description = "The version of Hydra whose rules hold; below 1.2 the old forms of defaults lists are understood.",
        HelpName = "version",
        DefaultValueFactory = _ => "1.3",
    };

    public Argument<string[]> Overrides { get; } = new("overrides")
    {
        Description = "As on a job's command line: lr=0.1, +note=x, ~gamma, db=postgres.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>A command with these options; what looks like an option and is none of its own is refused.</summary>
    public Command AddTo(Command command)
    {
        command.Add(Directory);
        command.Add(Name);
        command.Add(VersionBase);
        foreach (Argument argument in command.Arguments)
            argument.Validators.Add(result => RefuseOptions(result, command));
        return command;
    }

    public ConfigSelection Selection(ParseResult parsed, IEnumerable<string> overrides) =>
        new(parsed.GetValue(Directory)!, parsed.GetValue(Name), [.. overrides], parsed.GetValue(VersionBase)!);

    private static void RefuseOptions(ArgumentResult result, Command command)
    {
        foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text is ['-', not ' ', ..]))
        {
            string? nearest = NearestName.Of(text, command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));
            result.AddError($"'{text}' is no option of this command.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}");
        }
    }

    public ConfigSelection Selection(ParseResult parsed) => Selection(parsed, parsed.GetValue(Overrides) ?? []);
}
