namespace Binnacle.Configuration;

/// <summary>A place in which configs are found by their path (<c>db/mysql</c>, without an ending).</summary>
public interface IConfigSource
{
    /// <summary>Who brought the source in: <c>hydra</c>, <c>main</c>, <c>command-line</c>, …</summary>
    string Provider { get; }

    /// <summary>The source with its scheme: <c>file://…</c>, <c>pkg://…</c>, <c>structured://</c>.</summary>
    string Path { get; }

    /// <summary>True when the source can be read at all.</summary>
    bool IsAvailable { get; }

    /// <summary>The config at a path; null when there is none.</summary>
    /// <exception cref="ConfigException">The config is not valid.</exception>
    LoadedConfig? Load(string configPath);

    /// <summary>True when there is a config at the path.</summary>
    bool ConfigExists(string configPath);

    /// <summary>True when the path is a config group.</summary>
    bool GroupExists(string group);

    /// <summary>Names of the configs in a group, in any order.</summary>
    IEnumerable<string> Options(string group);

    /// <summary>Names of the config groups directly below a group, in any order; an empty text asks for those of the root.</summary>
    IEnumerable<string> Groups(string group);
}
