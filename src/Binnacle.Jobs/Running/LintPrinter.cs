using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Looks through the program's configuration for <c>--info lint</c>.</summary>
internal static class LintPrinter
{
    /// <returns>False when there are errors.</returns>
    /// <exception cref="ConfigException">An override is malformed.</exception>
    public static bool Print(JobComposer composer, JobCommand command, JobHostOptions options)
    {
        LintReport report = ConfigLint.Run(new LintRequest(composer.SearchPath)
        {
            ConfigNames = composer.Source.ConfigName is { } name ? [name] : [],
            Overrides = command.Overrides,
            Resolvers = options.Resolvers,
            OptionalKeys = options.OptionalKeys,
            TypeFaults = options.Type?.Invoke().Faults,
            OtherFiles = options.LoggingFile is { } file ? [file] : [],
        });
        options.Output.WriteLine(command.Json ? LintJson.Of(report) : LintText.Of(report));
        return !report.HasErrors;
    }
}
