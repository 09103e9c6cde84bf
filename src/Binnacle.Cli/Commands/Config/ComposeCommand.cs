using System.CommandLine;
using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary><c>binnacle config compose</c>: the composed configuration as YAML.</summary>
internal static class ComposeCommand
{
    public static Command Create()
    {
        var options = new ConfigOptions();
        PartOptions part = new();
        var command = new Command("compose", "Print the composed configuration as YAML, as a job's --cfg does.") { options.Overrides };
        part.AddTo(options.AddTo(command));
        command.SetAction(parsed =>
        {
            ComposedConfig composed = options.Selection(parsed).Compose(parsed.InvocationConfiguration.Error);
            parsed.InvocationConfiguration.Output.WriteLine(part.Text(parsed, composed));
            return 0;
        });
        return command;
    }
}
