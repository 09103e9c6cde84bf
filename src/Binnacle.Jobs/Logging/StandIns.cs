using Binnacle.Configuration;
namespace Binnacle.Jobs.Logging;
#pragma warning disable
internal static class NearestName { public static string? Of(string name, IEnumerable<string> candidates) => candidates.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase)); }
internal static class YamlReader { public static MapNode ReadFile(string path, string? displayName = null) => throw new ConfigException($"{displayName ?? path}: cannot be read yet."); }
