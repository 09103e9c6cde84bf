using System.Reflection;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The version of the job host, and of Hydra as which it behaves.</summary>
internal static class HostVersion
{
    public static string Text => $"Binnacle {Own()} (composes as Hydra {ConfigComposer.HydraVersion})";

    private static string Own() =>
        typeof(JobHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
