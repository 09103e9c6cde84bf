using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Composition;

/// <summary>A <c>conf</c> folder made for one test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The path of the folder.</summary>
    public string Path => _folder.Path;

    /// <summary>Writes a config; the indexer's key is its path without the ending.</summary>
    public string this[string config]
    {
        set => _folder.Write(config + ".yaml", value);
    }

    public ComposedConfig Compose(params string[] overrides) => Compose(new CompositionRequest { ConfigName = "config", Overrides = overrides, FromShell = false });

    public ComposedConfig Compose(CompositionRequest request, ConfigRegistry? registry = null) =>
        new ConfigComposer(new ConfigSearchPath(registry).AddDirectory(Path)).Compose(request);

    /// <summary>The job's own tree as YAML.</summary>
    public string Yaml(params string[] overrides) => YamlWriter.Write(Compose(overrides).Job);

    /// <summary>The message of a composition that fails.</summary>
    public string Fault(params string[] overrides) => Assert.Throws<ConfigException>(() => Compose(overrides)).Message;

    public void Dispose() => _folder.Dispose();
}
