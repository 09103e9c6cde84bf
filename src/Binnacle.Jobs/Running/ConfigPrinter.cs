using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Prints composed configurations for <c>--cfg</c>.</summary>
internal static class ConfigPrinter
{
    /// <summary>Prints the asked part.</summary>
    /// <exception cref="PackageNotFoundException">The package is not in the config.</exception>
    public static void Print(TextWriter writer, ComposedJob job, JobCommand command) => writer.WriteLine(
        ConfigPart.Text(job.Context, command.Subject, command.Package, command.Resolve) ?? throw new PackageNotFoundException(command.Package!));
}
