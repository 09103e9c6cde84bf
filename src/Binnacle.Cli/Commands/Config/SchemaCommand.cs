using System.CommandLine;
using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary><c>binnacle config schema</c>: a JSON Schema for editors, inferred from the files.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var options = new ConfigOptions();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "A folder to write the schemas of the primary config and of all groups to. Default: print that of the primary config.",
            HelpName = "folder",
        };
        var command = new Command("schema", "Make a JSON Schema with which editors complete and check the files; its types are those of the values in them. A program's own types give a stricter one: PROGRAM --json-schema.")
        {
            options.Overrides, output,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            ComposedConfig composed = options.Selection(parsed).Compose(parsed.InvocationConfiguration.Error, RunMode.MultiRun);
            TextWriter writer = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(output) is { } folder)
                writer.WriteLine(ConfigSchemaFolder.Write(folder, ConfigJsonSchema.Files(composed)));
            else
                writer.Write(ConfigJsonSchema.Of(composed));
            return 0;
        });
        return command;
    }
}
