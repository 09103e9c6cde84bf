using System.Reflection;
using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Composition;

/// <summary>Composing in a few lines, as tests and notebooks do.</summary>
public sealed class ConfigComposerTests
{
    private static readonly Assembly Own = typeof(ConfigComposerTests).Assembly;

    [Fact]
    public void A_folder_is_composed_by_name_and_overrides()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train.yaml", "defaults:\n  - _self_\n  - db: mysql\nlr: 0.1\n");
        folder.Write("db/mysql.yaml", "port: 3306\n");
        folder.Write("db/postgres.yaml", "port: 5432\n");

        ComposedConfig config = ConfigComposer.ForDirectory(folder.Path).Compose("train", "db=postgres", "lr=0.5");

        Assert.Equal("lr: 0.5\ndb:\n  port: 5432\n", config.ToYaml());
        Assert.Equal("postgres", config.Choices["db"]);
    }

    [Fact]
    public void Resources_of_an_assembly_are_composed_alike() =>
        Assert.Equal("lr: 0.1\nepochs: 7\nmessage: ${epochs} epochs\ndb:\n  host: localhost\n  port: 3306\n", ConfigComposer.ForAssembly(Own).Compose("train", "epochs=7").ToYaml());

    [Fact]
    public void Yaml_comes_resolved_or_with_the_hydra_node_when_asked()
    {
        ComposedConfig config = ConfigComposer.ForAssembly(Own).Compose("train");

        Assert.Contains("message: 3 epochs\n", config.ToYaml(resolve: true), StringComparison.Ordinal);
        Assert.DoesNotContain("hydra:", config.ToYaml(), StringComparison.Ordinal);
        Assert.StartsWith("hydra:\n", config.ToYaml(withHydra: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_bound_and_its_optional_keys_need_no_plus()
    {
        Train train = ConfigComposer.ForAssembly(Own).Compose<Train>("train", "note=first", "db=postgres");

        Assert.Equal(new Train { Lr = 0.1, Epochs = 3, Message = "3 epochs", Db = new Db("db.example", 5432), Note = "first" }, train);
    }

    [Fact]
    public void The_job_name_and_the_version_are_wishes_of_a_request()
    {
        ConfigComposer composer = ConfigComposer.ForAssembly(Own);

        ComposedConfig config = composer.Compose(new CompositionRequest { ConfigName = "train", JobName = "nightly", VersionBase = "1.2" });

        Assert.Equal("nightly", ((ScalarNode)config.Select("hydra.job.name")!).Value);
        Assert.Equal("app", ((ScalarNode)composer.Compose("train").Select("hydra.job.name")!).Value);
        Assert.Throws<ConfigException>(() => composer.Compose(new CompositionRequest { ConfigName = "train", VersionBase = "1.0" }));
    }

    [Fact]
    public void Without_a_config_the_overrides_alone_make_the_tree() =>
        Assert.Equal("a:\n  b: 1\n", ConfigComposer.ForAssembly(Own).Compose(null, "+a.b=1").ToYaml());

    [Fact]
    public void A_sweep_is_refused_with_quotes_as_code_writes_them()
    {
        var error = Assert.Throws<ConfigException>(() => ConfigComposer.ForAssembly(Own).Compose("train", "lr=0.1,0.2"));

        Assert.Contains("key='value1,value2'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_or_an_assembly_without_configs_is_an_error_that_says_so()
    {
        using var folder = new TemporaryFolder();

        var directory = Assert.Throws<ConfigException>(() => ConfigComposer.ForDirectory(folder["conf"]).Compose("train"));
        var assembly = Assert.Throws<ConfigException>(() => ConfigComposer.ForAssembly(typeof(Assert).Assembly).Compose("train"));

        Assert.StartsWith("Primary config directory not found.\n", directory.Message, StringComparison.Ordinal);
        Assert.StartsWith("Primary config module 'pkg://xunit.v3.assert/conf' not found.\n", assembly.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_a_config_folder_is_an_error_that_says_what_to_set()
    {
        var error = Assert.Throws<ConfigException>(() => ConfigComposer.ForProgram(Own));

        Assert.StartsWith("Binnacle.Configuration.Tests has no config folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("JobConfigPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configs_in_memory_and_resolvers_of_a_program_are_used()
    {
        var registry = new ConfigRegistry();
        registry.Store("lite", new MapNode([new("host", new ScalarNode("${twice:ab}")), new("port", new ScalarNode(0))]), "db");
        var resolvers = new ResolverRegistry();
        resolvers.RegisterTyped<string, string>("twice", text => text + text);

        Train train = ConfigComposer.ForAssembly(Own, registry: registry, resolvers: resolvers).Compose<Train>("train", "db=lite");

        Assert.Equal(new Db("abab", 0), train.Db);
    }

    public sealed record Train
    {
        public required double Lr { get; init; }

        public required int Epochs { get; init; }

        public required string Message { get; init; }

        public required Db Db { get; init; }

        public string? Note { get; init; }
    }

    public sealed record Db(string Host, int Port);
}
