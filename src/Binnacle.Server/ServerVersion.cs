using System.Reflection;

namespace Binnacle.Server;

internal static class ServerVersion
{
    public static string Read()
    {
        string text = typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int build = text.IndexOf('+', StringComparison.Ordinal);
        return build < 0 ? text : text[..build];
    }
}
