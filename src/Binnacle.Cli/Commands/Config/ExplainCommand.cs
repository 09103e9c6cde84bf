using System.CommandLine;
using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary><c>binnacle config explain</c>: which file or override gave each value, and what it beat.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new ConfigOptions();
        var key = new Argument<string?>("key") { Description = "The key to explain, for example db.port. Default: all keys, as a table.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("explain", "Tell where values come from: which file, line or override gave each, and what it beat.") { key, options.Overrides, json };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            (string? asked, IEnumerable<string> overrides) = Split(parsed.GetValue(key), parsed.GetValue(options.Overrides) ?? []);
            var provenance = ConfigProvenance.Of(options.Selection(parsed, overrides).Compose(parsed.InvocationConfiguration.Error));
            parsed.InvocationConfiguration.Output.WriteLine((asked, parsed.GetValue(json)) switch
            {
                (null, false) => ProvenanceText.Table(provenance),
                (null, true) => ProvenanceJson.All(provenance),
                (_, false) => ProvenanceText.Of(provenance, asked),
                (_, true) => ProvenanceJson.Of(provenance, asked),
            });
            return 0;
        });
        return command;
    }

    /// <summary>The key may be left out before overrides, which have a <c>=</c> or begin with <c>~</c> or <c>+</c>.</summary>
    private static (string? Key, IEnumerable<string> Overrides) Split(string? first, string[] rest) =>
        first is null ? (null, rest) : OverrideWord.Is(first) ? (null, rest.Prepend(first)) : (first, rest);
}
