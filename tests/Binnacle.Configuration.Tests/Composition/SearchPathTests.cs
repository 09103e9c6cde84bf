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
    public void An_assembly_that_the_program_does_not_have_is_a_warning_with_the_nearest()
    {
        string warning = Assert.Single(_folder.Compose("hydra.searchpath=[pkg://Binnacle.Configuration.Test/conf]").Warnings);

        Assert.Equal(
            [
                "provider=hydra.searchpath in command-line, path=Binnacle.Configuration.Test/conf is not available.",
                "The program has no assembly 'Binnacle.Configuration.Test'. Did you mean 'Binnacle.Configuration.Tests'?",
            ],
            warning.Split('\n'));
    }

    [Theory]
    [InlineData("pkg://")]
    [InlineData("pkg://../secret/conf")]
    [InlineData("pkg://a,b/conf")]
    [InlineData("structured://elsewhere")]
    [InlineData("file:///no/such/folder")]
    public void Entries_that_name_nothing_are_warnings(string entry) =>
        Assert.Contains(" is not available.", Assert.Single(_folder.Compose($"hydra.searchpath=['{entry}']").Warnings), StringComparison.Ordinal);

    [Fact]
    public void An_assembly_without_such_resources_is_a_warning_that_says_how_to_embed_them() =>
        Assert.Contains("<EmbeddedConfig Include=", Assert.Single(_folder.Compose("hydra.searchpath=[pkg://Binnacle.Configuration.Tests/nowhere]").Warnings), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_scheme_is_an_error() =>
        Assert.Equal("No config source registered for schema http, supported types : [file, pkg, structured]\n    in 'http://x': expected file://, pkg:// or structured://.", _folder.Fault("hydra.searchpath=['http://x']"));

    [Theory]
    [InlineData("pkg://Binnacle.Configuration.Tests/conf")]
    [InlineData("pkg://Binnacle.Configuration.Tests/conf/")]
    [InlineData("pkg://Binnacle.Configuration.Tests")]
    public void Configs_embedded_in_an_assembly_are_found(string entry)
    {
        ComposedConfig config = _folder.Compose("db=postgres", $"hydra.searchpath=['{entry}']");

        Assert.Equal("db:\n  host: db.example\n  port: 5432\n", config.ToYaml());
        Assert.Empty(config.Warnings);
        Assert.Equal("pkg://Binnacle.Configuration.Tests/conf/db/postgres.yaml:2:7", ((MapNode)config.Job["db"])["port"].Origin!.ToString());
    }

    [Fact]
    public void An_assembly_of_the_program_that_has_not_run_yet_is_found()
    {
        // This assembly is part of every program and has no configs: that it was loaded is seen in the reason.
        string warning = Assert.Single(_folder.Compose("hydra.searchpath=['pkg://System.Private.Xml.Linq/conf']").Warnings);

        Assert.Contains("has no resource conf/….yaml", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configs_in_memory_may_be_named()
    {
        ComposedConfig config = _folder.Compose("hydra.searchpath=['structured://']");

        Assert.Empty(config.Warnings);
        Assert.Equal("db:\n  from: main\n", config.ToYaml());
    }

    [Fact]
    public void The_primary_config_may_lie_in_an_assembly_and_extend_the_search_path_by_interpolation()
    {
        _folder["config"] = "hydra:\n  searchpath:\n    - ${oc.env:MORE}\ndefaults:\n  - db: postgres\n";

        ComposedConfig config = _folder.Compose(new CompositionRequest
        {
            ConfigName = "config",
            Environment = name => name == "MORE" ? "pkg://Binnacle.Configuration.Tests" : null,
        });

        Assert.Equal("db:\n  host: db.example\n  port: 5432\n", config.ToYaml());
    }

    [Fact]
    public void A_file_url_names_an_absolute_directory_on_every_system()
    {
        _extra.Write("db/lite.yaml", "from: extra\n");
        string url = "file://" + (OperatingSystem.IsWindows() ? "/" : "") + _extra.Path.Replace('\\', '/');

        Assert.Equal("db:\n  from: extra\n", _folder.Yaml("db=lite", $"hydra.searchpath=['{url}']"));
    }

    [Fact]
    public void A_cycle_of_links_ends()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "links need a privilege on Windows");
        Directory.CreateSymbolicLink(System.IO.Path.Combine(_folder.Path, "db", "up"), _folder.Path);
        Directory.CreateSymbolicLink(System.IO.Path.Combine(_folder.Path, "self"), System.IO.Path.Combine(_folder.Path, "self"));
        Directory.CreateSymbolicLink(System.IO.Path.Combine(_folder.Path, "alias"), System.IO.Path.Combine(_folder.Path, "db"));
        File.CreateSymbolicLink(System.IO.Path.Combine(_folder.Path, "db", "turning.yaml"), System.IO.Path.Combine(_folder.Path, "db", "turning.yaml"));

        ComposedConfig config = _folder.Compose($"hydra.searchpath=['{_folder.Path}/self','{_folder.Path}/db/up']");

        Assert.Equal("db:\n  from: main\n", config.ToYaml());
        Assert.Equal(["alias", "db", "hydra"], config.Groups(""));
        Assert.Empty(config.Groups("db"));
        Assert.Contains("turning.yaml: the file cannot be read: ", _folder.Fault("db=turning"), StringComparison.Ordinal);
        Assert.Equal("db:\n  up:\n    db:\n      from: main\n", _folder.Yaml("~db", "+db/up/db=mysql"));
    }

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
