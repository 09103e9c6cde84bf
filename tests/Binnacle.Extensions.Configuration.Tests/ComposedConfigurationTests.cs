using Binnacle.Configuration;
using Binnacle.Testing;
using Microsoft.Extensions.Configuration;

namespace Binnacle.Extensions.Configuration.Tests;

/// <summary>Composed trees as keys and values of Microsoft.Extensions.Configuration.</summary>
public sealed class ComposedConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _conf = new();

    public void Dispose() => _conf.Dispose();

    [Fact]
    public void Keys_have_colons_and_interpolations_are_resolved()
    {
        IConfiguration config = Build("""
            name: digits
            db: {host: localhost, ports: [5432, 5433]}
            url: ${db.host}:${db.ports.1}
            rows:
              - {id: 1}
            """);

        Assert.Equal("localhost", config["db:host"]);
        Assert.Equal(["5432", "5433"], config.GetSection("db:ports").GetChildren().Select(child => child.Value));
        Assert.Equal("localhost:5433", config["url"]);
        Assert.Equal("1", config["ROWS:0:ID"]);
        Assert.DoesNotContain(config.GetChildren(), section => section.Key == "hydra");
    }

    [Theory]
    [InlineData("1e-5", "1E-05")]
    [InlineData("0.1", "0.1")]
    [InlineData(".inf", "Infinity")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("yes", "True")]
    [InlineData("'yes'", "yes")]
    [InlineData("null", null)]
    [InlineData("[]", "")]
    [InlineData("{}", null)]
    [InlineData("!!binary AQI=", "AQI=")]
    public void Values_are_texts_as_the_framework_writes_them(string yaml, string? text)
    {
        IConfiguration config = Build($"value: {yaml}\n");

        Assert.Equal(text, config["value"]);
        Assert.Contains(config.GetChildren(), section => section.Key == "value");
    }

    [Fact]
    public void A_missing_value_is_left_to_other_sources()
    {
        _conf.Write("config.yaml", "db: {user: ada, password: '???'}\n");
        var secrets = new Dictionary<string, string?> { ["db:password"] = "secret", ["db:user"] = "nobody" };

        IConfiguration config = new ConfigurationBuilder().AddInMemoryCollection(secrets).AddBinnacle(_conf.Path, "config").Build();

        Assert.Equal("secret", config["db:password"]);
        Assert.Equal("ada", config["db:user"]);
        Assert.Null(Build("db: {password: '???'}\n")["db:password"]);
    }

    [Fact]
    public void The_binder_of_the_framework_fills_records()
    {
        IConfiguration config = Build("""
            server:
              pool_size: 4
              timeout: 00:01:30
              mode: fast
              ratio: 1e-3
              hosts: [a, b]
              limits: {cpu: 2, mem: null}
              note: null
            """);

        ServerOptions options = config.GetSection("server").Get<ServerOptions>()!;

        Assert.Equal((4, TimeSpan.FromSeconds(90), Mode.Fast, 0.001), (options.PoolSize, options.Timeout, options.Mode, options.Ratio));
        Assert.Equal(["a", "b"], options.Hosts);
        Assert.Equal([new("cpu", 2), new("mem", null)], options.Limits);
        Assert.Null(options.Note);
    }

    [Fact]
    public void Keys_may_lose_their_underscores_for_binding()
    {
        _conf.Write("config.yaml", "pool_size: 4\n");

        IConfiguration config = new ConfigurationBuilder().AddBinnacle(source => (source.ConfigPath, source.RemoveUnderscores) = (_conf.Path, true)).Build();

        Assert.Equal(4, config.Get<Pool>()!.PoolSize);
    }

    [Theory]
    [InlineData("lr: 1\nLR: 2\n", false, "config.yaml:2:5: 'LR' is given twice: keys are one here when they differ only by case. The other is at ")]
    [InlineData("a_b: 1\nab: 2\n", true, "'ab' is given twice: keys are one here when they differ only by case or underscores.")]
    public void Keys_that_become_one_are_refused(string yaml, bool removeUnderscores, string message)
    {
        _conf.Write("config.yaml", yaml);

        var error = Assert.Throws<ConfigException>(() =>
            new ConfigurationBuilder().AddBinnacle(source => (source.ConfigPath, source.RemoveUnderscores) = (_conf.Path, removeUnderscores)).Build());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_chosen_and_values_overridden_as_on_a_command_line()
    {
        _conf.Write("config.yaml", "defaults:\n  - _self_\n  - db: mysql\nlr: 0.1\nold: 1\n");
        _conf.Write("db/mysql.yaml", "port: 3306\n");
        _conf.Write("db/postgres.yaml", "port: 5432\n");

        IConfiguration config = new ConfigurationBuilder().AddBinnacle(_conf.Path, "config", ["db=postgres", "lr=0.5", "+note=new", "~old", "--urls", "http://localhost:1"]).Build();

        Assert.Equal(["5432", "0.5", "new", null], [config["db:port"], config["lr"], config["note"], config["old"]]);
    }

    [Theory]
    [InlineData("a=1 b=2", "a=1 b=2")]
    [InlineData("--urls http://x a=1", "a=1")]
    [InlineData("--urls=http://x a=1", "a=1")]
    [InlineData("--verbose --urls http://x +a=1 ~b", "+a=1 ~b")]
    [InlineData("/environment Production db=x", "db=x")]
    [InlineData("", "")]
    public void The_arguments_of_the_host_are_no_overrides(string args, string overrides) =>
        Assert.Equal(overrides.Split(' ', StringSplitOptions.RemoveEmptyEntries), HostArguments.Overrides(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void A_relative_folder_counts_from_the_base_path_of_the_host()
    {
        _conf.Write("conf/config.yaml", "a: 1\n");

        Assert.Equal("1", new ConfigurationBuilder().SetBasePath(_conf.Path).AddBinnacle("conf", "config").Build()["a"]);
    }

    [Fact]
    public void Configs_may_be_embedded() =>
        Assert.Equal("resource", new ConfigurationBuilder().AddBinnacle("pkg://Binnacle.Extensions.Configuration.Tests/conf", "config").Build()["from"]);

    [Fact]
    public void Faults_of_the_composition_are_told()
    {
        _conf.Write("config.yaml", "a: 1\n");

        Assert.StartsWith("Could not override 'b'.", Assert.Throws<ConfigException>(() => new ConfigurationBuilder().AddBinnacle(_conf.Path, "config", ["b=1"]).Build()).Message, StringComparison.Ordinal);
        Assert.StartsWith("Primary config directory not found.", Assert.Throws<ConfigException>(() => new ConfigurationBuilder().AddBinnacle(_conf["no"], "config").Build()).Message, StringComparison.Ordinal);
        Assert.StartsWith("The program has no config folder.", Assert.Throws<ConfigException>(() => new ConfigurationBuilder().AddBinnacle(_ => { }).Build()).Message, StringComparison.Ordinal);
    }

    private IConfiguration Build(string yaml)
    {
        _conf.Write("config.yaml", yaml);
        return new ConfigurationBuilder().AddBinnacle(_conf.Path, "config").Build();
    }

    private enum Mode
    {
        Slow,
        Fast,
    }

    private sealed class ServerOptions
    {
        [ConfigurationKeyName("pool_size")]
        public int PoolSize { get; set; }

        public TimeSpan Timeout { get; set; }

        public Mode Mode { get; set; }

        public double Ratio { get; set; }

        public List<string> Hosts { get; } = [];

        public Dictionary<string, int?> Limits { get; } = [];

        public string? Note { get; set; }
    }

    private sealed class Pool
    {
        public int PoolSize { get; set; }
    }
}
