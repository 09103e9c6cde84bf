namespace Binnacle.Configuration.Tests.Composition;

/// <summary>Rules of composition that only show in unusual configurations.</summary>
public sealed class CompositionCornerTests : IDisposable
{
    private readonly Folder _folder = new()
    {
        ["config"] = "defaults:\n  - db: mysql\n  - _self_\nname: main\n",
        ["db/mysql"] = "port: 3306\n",
        ["db/postgres"] = "port: 5432\n",
        ["base"] = "b: 1\n",
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("# @package", "Expected header format: KEY VALUE, got '@package'")]
    [InlineData("# @package=foo", "Expected header format: KEY VALUE, got '@package=foo'")]
    [InlineData("# @package\tfoo", "Expected header format: KEY VALUE, got '@package\tfoo'")]
    [InlineData("# @other", "Expected header format: KEY VALUE, got '@other'")]
    [InlineData("# @package a b", "Too many components in '@package a b'")]
    public void A_header_is_a_key_and_one_value(string header, string fault)
    {
        _folder["db/mysql"] = header + "\nport: 1\n";

        Assert.Equal(fault, First(_folder.Fault()));
    }

    [Fact]
    public void A_package_that_begins_with_a_dot_begins_with_an_empty_key()
    {
        _folder["db/mysql"] = "# @package .a\nport: 1\n";

        Assert.Equal("? ''\n: a:\n    port: 1\nname: main\n", _folder.Yaml());
    }

    [Theory]
    [InlineData("- [a]", "Unsupported type in defaults : ListConfig")]
    [InlineData("- db: mysql\n  - override db: postgres\n  - base", "In config: Override 'db : postgres' is defined before ': base'.")]
    [InlineData("- //db: mysql", "In 'config': Could not find '/db/mysql'")]
    [InlineData("- db: mysql\n  - db: ~", "Multiple values for db. To override a value use 'override db: None'")]
    public void A_faulty_entry_is_told_as_the_reference_tells_it(string entries, string fault)
    {
        _folder["config"] = $"defaults:\n  {entries}\n";

        Assert.Equal(fault, First(_folder.Fault()));
    }

    [Theory]
    [InlineData("{db: mysql}", "Invalid defaults list in 'config', defaults must be a list (got mapping)")]
    [InlineData("foo", "Invalid defaults list in 'config', defaults must be a list (got str)")]
    public void A_defaults_list_is_a_list(string list, string fault)
    {
        _folder["config"] = $"defaults: {list}\n";

        Assert.Equal(fault, First(_folder.Fault()));
    }

    [Theory]
    [InlineData("???")]
    [InlineData("${list}\nlist: []")]
    public void A_defaults_list_may_be_missing_or_stand_elsewhere(string list)
    {
        _folder["config"] = $"defaults: {list}\n";

        Assert.DoesNotContain("defaults", _folder.Yaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_list_of_the_primary_config_is_told_before_faulty_overrides()
    {
        _folder["config"] = "defaults:\n  - true\n";

        Assert.Equal("Unsupported type in defaults : bool", First(_folder.Fault("a=1,2")));
    }

    [Fact]
    public void A_list_cannot_be_the_primary_config()
    {
        _folder["config"] = "[1]\n";

        Assert.Equal("primary config 'config' must be a DictConfig, got ListConfig", First(_folder.Fault()));
    }

    [Fact]
    public void A_choice_of_other_things_than_names_is_told_after_a_choice_that_nothing_offers()
    {
        Assert.Equal("Could not override 'db@x'.", First(_folder.Fault("db@x=[1]")));
        Assert.Equal("Config group override items must be strings: 'db=[1]'", First(_folder.Fault("db=[1]")));
    }

    [Fact]
    public void A_deletion_compares_what_a_program_reads()
    {
        _folder["config"] = "a: 1\ns: v=${a}\n";

        Assert.Equal("a: 1\n", _folder.Yaml("~s='v=1'"));
        Assert.Equal("Could not delete from config. The value of 's' is v=1 and not v=2.", _folder.Fault("~s='v=2'"));
    }

    [Fact]
    public void A_relative_key_in_a_choice_does_not_find_the_choices()
    {
        _folder["config"] = "defaults:\n  - db: mysql\n  - x: ${.db}\n";
        _folder["x/mysql"] = "x: 1\n";

        Assert.Equal("Error resolving interpolation '${.db}', possible interpolation keys: db", First(_folder.Fault()));
    }

    [Fact]
    public void Positions_of_entries_name_choices_below_version_base_1_2()
    {
        _folder["config"] = "defaults:\n  - db: mysql\n  - x: ${defaults.0.db}\n";
        _folder["x/mysql"] = "x: 1\n";

        ComposedConfig composed = _folder.Compose(new CompositionRequest { ConfigName = "config", VersionBase = "1.1" });

        Assert.Equal("db:\n  port: 3306\nx:\n  x: 1\n", YamlWriter.Write(composed.Job));
        Assert.Contains(composed.Warnings, warning => warning.Contains("deprecated interpolation form", StringComparison.Ordinal));
        Assert.Contains("'x=${defaults.0.db}' is using a deprecated interpolation form.", _folder.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Search_path_entries_may_refer_to_the_primary_config()
    {
        string extra = Path.Combine(_folder.Path, "more").Replace('\\', '/');
        _folder["config"] = $"where: {extra}\ndefaults:\n  - z: y\nhydra:\n  searchpath: ['${{where}}']\n";
        _folder["more/z/y"] = "found: true\n";

        Assert.Contains("found: true", _folder.Yaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_plain_override_replaces_the_search_path()
    {
        Assert.Equal("hydra.searchpath must be a list of strings. Got: x", First(_folder.Fault("hydra.searchpath=x")));
        Assert.Equal("Error merging override ++hydra.searchpath=x", First(_folder.Fault("++hydra.searchpath=x")));
    }

    [Fact]
    public void The_search_path_of_another_config_is_refused_where_it_would_take_effect()
    {
        _folder["db/mysql"] = "hydra:\n  searchpath: [x]\n";
        Assert.Contains("hydra:", _folder.Yaml(), StringComparison.Ordinal);

        _folder["db/mysql"] = "# @package _global_\nhydra:\n  searchpath: [x]\n";
        Assert.Equal("In 'db/mysql': Overriding hydra.searchpath is only supported from the primary config", First(_folder.Fault()));
    }

    [Theory]
    [InlineData("hydra: 5", "Merge error: int is not a subclass of HydraConf. value: 5")]
    [InlineData("hydra: {launcher: {n_jobs: 1}}", "Key 'n_jobs' not in 'BasicLauncherConf'")]
    [InlineData("hydra: {job_logging: null}", "field 'hydra.job_logging' is not Optional")]
    public void The_hydra_node_keeps_its_types(string yaml, string fault)
    {
        _folder["config"] = yaml + "\n";

        Assert.Contains(fault, _folder.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_config_says_about_overrides_comes_before_those_of_the_command_line()
    {
        _folder["config"] = "a: 1\nhydra:\n  overrides:\n    task: [x]\n";

        Assert.Equal("- x\n- a=2\n", YamlWriter.Write(_folder.Compose("a=2").Select("hydra.overrides.task")!));
    }

    private static string First(string message) => message.Split('\n')[0];
}
