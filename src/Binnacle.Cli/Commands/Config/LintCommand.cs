using System.CommandLine;
using Binnacle.Configuration;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Config;

/// <summary><c>binnacle config lint</c>: everything that is wrong in a folder, at once.</summary>
internal static class LintCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var options = new ConfigOptions();
        options.Name.Description = "The primary config to compose, without .yaml. Default: each config at the folder's root.";
        var strict = new Option<bool>("--strict") { Description = "Warnings fail too." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("lint", "Find what is wrong in a config folder: faulty files, configs and keys that do not exist, options that do not compose, values in vain. Exit code 1 when there are errors.")
        {
            options.Overrides, strict, json,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            LintReport report = ConfigLint.Run(RequestOf(options.Selection(parsed)));
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteLine(LintJson.Of(report));
            else
                Write(console, report);
            return report.HasErrors || (parsed.GetValue(strict) && report.Count(LintSeverity.Warning) > 0) ? 1 : 0;
        });
        return command;
    }

    private static LintRequest RequestOf(ConfigSelection selection) => new(selection.SearchPath())
    {
        ConfigNames = selection.ConfigName is { } name ? [name] : [],
        Overrides = selection.Overrides,
        VersionBase = selection.VersionBase,
        KnowsProgram = false,
    };

    private static void Write(IAnsiConsole console, LintReport report)
    {
        foreach (LintFinding finding in report.Findings)
        {
            string text = LintText.Of(finding), severity = LintText.Name(finding.Severity) + ":";
            int at = text.IndexOf(severity, StringComparison.Ordinal);
            console.Write(new Text(text[..at]));
            console.Write(new Text(severity, StyleOf(finding.Severity)));
            console.WriteLine(text[(at + severity.Length)..] + "\n");
        }

        console.WriteLine(LintText.Summary(report));
    }

    private static Style StyleOf(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => new Style(Color.Red, decoration: Decoration.Bold),
        LintSeverity.Warning => new Style(Color.Yellow, decoration: Decoration.Bold),
        _ => new Style(Color.Blue, decoration: Decoration.Bold),
    };
}
