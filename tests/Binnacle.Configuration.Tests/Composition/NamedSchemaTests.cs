using System.ComponentModel.DataAnnotations;

namespace Binnacle.Configuration.Tests.Composition;

public sealed class NamedSchemaTests : IDisposable
{
    private readonly Folder _folder = new();

    public enum Engine
    {
        InnoDb,
        MyIsam,
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_config_that_names_a_schema_gets_its_defaults_and_its_types()
    {
        _folder["config"] = "defaults:\n- db: mysql\n";
        _folder["db/mysql"] = "defaults:\n- base_mysql\n- _self_\nport: '3307'\nengine: my_isam\npool:\n  size: 4\n";

        Assert.Equal(
            "db:\n  host: localhost\n  port: 3307\n  user: ???\n  engine: my_isam\n  timeout: 00:00:30\n  pool:\n    size: 4\n    recycle: true\n  replicas: []\n  labels: {}\n",
            YamlWriter.Write(Compose().Job));
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused_at_its_place()
    {
        _folder["config"] = "defaults:\n- db: mysql\n";
        _folder["db/mysql"] = "defaults:\n- base_mysql\n- _self_\nport: fast\n";

        string fault = Fault();

        Assert.StartsWith(
            "In 'db/mysql': ValidationError raised while composing config:\nValue 'fast' of type 'str' could not be converted to Integer\n    full_key: db.port",
            fault,
            StringComparison.Ordinal);
        Assert.EndsWith("mysql.yaml:4:7\n  4 | port: fast\n    |       ^", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_refused_with_the_nearest_one()
    {
        _folder["config"] = "defaults:\n- db: mysql\n";
        _folder["db/mysql"] = "defaults:\n- base_mysql\n- _self_\npool:\n  sise: 3\n";

        string fault = Fault();

        Assert.Contains("Key 'sise' not in 'Pool'\n    full_key: db.pool.sise", fault, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'size'?", fault, StringComparison.Ordinal);
        Assert.Contains("mysql.yaml:5:3", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Overrides_keep_the_types_too()
    {
        _folder["config"] = "defaults:\n- db/base_mysql\n";

        Assert.Equal(3307L, ((ScalarNode)Compose("db.port='3307'").Select("db.port")!).Value);
        Assert.Contains("could not be converted to Integer", Fault("db.port=fast"), StringComparison.Ordinal);
        Assert.Contains("Key 'prot' not in 'MySql'", Fault("db.prot=1"), StringComparison.Ordinal);
        Assert.Contains("does not support deletion", Fault("~db.port"), StringComparison.Ordinal);
        Assert.Equal(1L, ((ScalarNode)Compose("+db.extra=1").Select("db.extra")!).Value);
    }

    [Fact]
    public void An_interpolation_is_read_in_the_type_of_its_place()
    {
        _folder["config"] = "defaults:\n- db/base_mysql\n- _self_\nport: '3310'\ndb:\n  port: ${port}\n";

        Assert.Equal(3310L, ((ScalarNode)Compose().Select("db.port")!).Value);
    }

    [Fact]
    public void A_schema_of_the_root_types_the_whole_configuration()
    {
        _folder["config"] = "defaults:\n- base_config\n- db: base_mysql\n- _self_\nseed: 3\n";
        var registry = Registry().Add<Root>("base_config");

        MapNode job = Compose(registry).Job;

        Assert.Equal("MySql", Assert.IsType<ClassType>(((MapNode)job["db"]).Type).Name);
        Assert.Contains("Key 'sed' not in 'Root'", Assert.Throws<ConfigException>(() => Compose(registry, "sed=3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_and_a_schema_of_the_same_name_have_nothing_to_do_with_each_other()
    {
        _folder["config"] = "defaults:\n- db: base_mysql\n";
        _folder["db/base_mysql"] = "port: fast\n";

        Assert.Equal("db:\n  port: fast\n", YamlWriter.Write(Compose().Job));
    }

    [Fact]
    public void A_schema_may_start_with_other_values_than_the_types()
    {
        _folder["config"] = "defaults:\n- db: big\n";
        var registry = new ConfigRegistry().Add("big", "db", value: new MySql { User = "root", Port = 1 });

        Assert.Equal(1L, ((ScalarNode)Compose(registry).Select("db.port")!).Value);
        Assert.Equal("root", ((ScalarNode)Compose(registry).Select("db.user")!).Value);
    }

    private static ConfigRegistry Registry() => new ConfigRegistry().Add<MySql>("base_mysql", "db");

    private ComposedConfig Compose(params string[] overrides) => Compose(Registry(), overrides);

    private ComposedConfig Compose(ConfigRegistry registry, params string[] overrides) =>
        _folder.Compose(new CompositionRequest { ConfigName = "config", Overrides = overrides, FromShell = false }, registry);

    private string Fault(params string[] overrides) => Assert.ThrowsAny<ConfigException>(() => Compose(overrides)).Message;

    public sealed record Pool
    {
        public int Size { get; init; } = 8;

        public bool Recycle { get; init; } = true;
    }

    public sealed record MySql
    {
        public string Host { get; init; } = "localhost";

        [Range(1, 65535)]
        public int Port { get; init; } = 3306;

        public required string User { get; init; }

        public Engine Engine { get; init; }

        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

        public Pool Pool { get; init; } = new();

        public IReadOnlyList<string> Replicas { get; init; } = [];

        public IReadOnlyDictionary<string, int> Labels { get; init; } = new Dictionary<string, int>();
    }

    public sealed record Root(MySql Db, int Seed = 0);
}
