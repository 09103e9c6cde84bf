using System.CommandLine;
using Binnacle.Configuration;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Config;

/// <summary><c>binnacle config diff</c>: in which keys two compositions differ.</summary>
internal static class DiffCommand
{
    private const int Same = 0;
    private const int Different = 1;
    private const int Fault = 2;

    public static Command Create(IAnsiConsole console)
    {
        var options = new ConfigOptions();
        PartOptions part = new();
        var a = new Argument<string>("a") { Description = "The first composition: a folder, a config's name, overrides, or several of these in quotes, for example 'conf train lr=0.1'." };
        var b = new Argument<string>("b") { Description = "The second composition. What it does not name is as the options say." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        options.Overrides.Description = "Overrides of both compositions.";
        var command = new Command("diff", "Compare two compositions: two folders, two configs, or one with other overrides ('' is the config as it is). Exit code 0: the same, 1: different, 2: a fault.")
        {
            a, b, options.Overrides, json,
        };
        part.AddTo(options.AddTo(command));
        command.SetAction(parsed =>
        {
            try
            {
                ConfigSelection shared = options.Selection(parsed);
                var sides = (SideOf(shared, parsed.GetValue(a)!), SideOf(shared, parsed.GetValue(b)!));
                return Run(parsed, part, sides, parsed.GetValue(json), console);
            }
            catch (Exception error) when (error is ConfigException or IOException or UnauthorizedAccessException)
            {
                parsed.InvocationConfiguration.Error.WriteLine(error.Message);
                return Fault;
            }
        });
        return command;
    }

    private static int Run(ParseResult parsed, PartOptions part, (ConfigSelection A, ConfigSelection B) sides, bool json, IAnsiConsole console)
    {
        ComposedConfig before = sides.A.Compose(parsed.InvocationConfiguration.Error), after = sides.B.Compose(parsed.InvocationConfiguration.Error);
        IReadOnlyList<ConfigDifference> differences = ConfigDiff.Of(part.Tree(parsed, before), part.Tree(parsed, after));
        var (from, to) = (ConfigProvenance.Of(before), ConfigProvenance.Of(after));
        if (json)
            parsed.InvocationConfiguration.Output.WriteLine(ConfigDiff.Json(differences, from, to));
        else if (differences.Count > 0)
            Write(console, [new('-', $"-- {sides.A}"), new('+', $"++ {sides.B}"), .. DiffLine.Of(differences, from, to)]);
        return differences.Count == 0 ? Same : Different;
    }

    /// <summary>A side names what differs from the options: words with <c>=</c> are overrides, folders are config folders, the other one is the config.</summary>
    private static ConfigSelection SideOf(ConfigSelection shared, string text)
    {
        List<string> overrides = [];
        foreach (string word in SideWords.Of(text))
        {
            if (OverrideWord.Is(word))
                overrides.Add(word);
            else if (Directory.Exists(word))
                shared = shared with { Directory = word };
            else
                shared = shared with { ConfigName = word };
        }

        return shared with { Overrides = [.. shared.Overrides, .. overrides] };
    }

    private static void Write(IAnsiConsole console, IEnumerable<DiffLine> lines)
    {
        foreach (DiffLine line in lines)
            console.Write(new Text($"{line.Mark}{(line.Text.StartsWith(line.Mark) ? "" : " ")}{line.Text}\n", new Style(line.Mark == '-' ? Color.Red : Color.Green)));
    }
}
