using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Composition;

public sealed class SearchPathTests : IDisposable
{
    private readonly Folder _folder = new() { ["config"] = "defaults:\n  - db: mysql\n", ["db/mysql"] = "from: main\n" };
    private readonly TemporaryFolder _extra = new();

    public void Dispose()
    {
        _folder.Dispose();
        _extra.Dispose();
    }

    [Fact]
    public void The_first_source_that_holds_a_config_gives_it()
    {
        _extra.Write("db/mysql.yaml", "from: extra\n");
        _extra.Write("db/lite.yaml", "from: extra\n");

        Assert.Equal("db:\n  from: main\n", _folder.Yaml($"hydra.searchpath=[{_extra.Path.Replace('\\', '/')}]"));
        ComposedConfig config = _folder.Compose("db=lite", $"hydra.searchpath=['file://{_extra.Path.Replace('\\', '/')}']");
        Assert.Equal("db:\n  from: extra\n", YamlWriter.Write(config.Job));
        Assert.Equal(["lite", "mysql"], config.Options("db"));
    }

    [Fact]
    public void An_entry_that_is_not_there_is_a_warning() =>
        Assert.Contains(_folder.Compose("hydra.searchpath=[pkg://No.Such.Assembly/conf]").Warnings, warning => warning.EndsWith("path=No.Such.Assembly/conf is not available.", StringComparison.Ordinal));

    [Fact]
    public void Configs_in_memory_come_last()
    {
        var registry = new ConfigRegistry();
        registry.Store("mysql", new MapNode([new("from", new ScalarNode("memory"))]), "db");
        registry.Store("memory", new MapNode([new("from", new ScalarNode("memory"))]), "db", package: "store");

        ComposedConfig first = _folder.Compose(new CompositionRequest { ConfigName = "config" }, registry);
        ComposedConfig second = _folder.Compose(new CompositionRequest { ConfigName = "config", Overrides = ["db=memory"] }, registry);

        Assert.Equal("db:\n  from: main\n", YamlWriter.Write(first.Job));
        Assert.Equal("store:\n  from: memory\n", YamlWriter.Write(second.Job));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error()
    {
        var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(_extra["nowhere"]));

        var error = Assert.Throws<ConfigException>(() => composer.Compose(new CompositionRequest { ConfigName = "config" }));

        Assert.Equal("Primary config directory not found.", error.Message.Split('\n')[0]);
    }

    [Fact]
    public void A_changed_file_is_read_again()
    {
        var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(_folder.Path));
        var request = new CompositionRequest { ConfigName = "config" };
        composer.Compose(request);

        _folder["db/mysql"] = "from: elsewhere\n";

        Assert.Equal("db:\n  from: elsewhere\n", YamlWriter.Write(composer.Compose(request).Job));
    }

    [Fact]
    public void A_misspelt_primary_config_is_told_with_the_nearest()
    {
        var error = Assert.Throws<ConfigException>(() => _folder.Compose(new CompositionRequest { ConfigName = "confg" }));

        Assert.StartsWith("Cannot find primary config 'confg'. Check that it's in your config search path.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'config'?", error.Message, StringComparison.Ordinal);
    }
}
