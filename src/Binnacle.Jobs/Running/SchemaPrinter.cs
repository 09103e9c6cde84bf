using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints or writes JSON Schemas of the configuration for <c>--json-schema</c>.</summary>
internal static class SchemaPrinter
{
    public static void Print(ComposedJob job, JobCommand command, JobHostOptions options)
    {
        ComposedConfig composed = job.Composed!;
        if (command.Subject.Length == 0)
            options.Output.Write(options.Type is { } type ? type().Schema(composed) : ConfigJsonSchema.Of(composed));
        else
            options.Output.WriteLine(ConfigSchemaFolder.Write(command.Subject, options.Type is { } type ? type().Schemas(composed) : ConfigJsonSchema.Files(composed)));
    }
}
