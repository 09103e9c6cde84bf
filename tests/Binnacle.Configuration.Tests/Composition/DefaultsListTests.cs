namespace Binnacle.Configuration.Tests.Composition;

public sealed class DefaultsListTests : IDisposable
{
    private readonly Folder _folder = new()
    {
        ["config"] = "defaults:\n  - db: mysql\n  - _self_\nname: main\n",
        ["db/mysql"] = "port: 3306\n",
        ["db/postgres"] = "port: 5432\n",
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entry_lands_in_the_package_of_its_group() => Assert.Equal("db:\n  port: 3306\nname: main\n", _folder.Yaml());

    [Fact]
    public void The_command_line_chooses_another_option() => Assert.Equal("db:\n  port: 5432\nname: main\n", _folder.Yaml("db=postgres"));

    [Fact]
    public void Defaults_may_stand_anywhere_in_the_file()
    {
        _folder["config"] = "name: main\ndefaults:\n  - _self_\n  - db: mysql\n";

        Assert.Equal("name: main\ndb:\n  port: 3306\n", _folder.Yaml());
    }

    [Fact]
    public void A_header_gives_another_package()
    {
        _folder["db/mysql"] = "# @package src.main\nport: 1\n";

        Assert.Equal("src:\n  main:\n    port: 1\nname: main\n", _folder.Yaml());
    }

    [Fact]
    public void Content_below_overrides_alone_is_kept_when_a_group_is_appended()
    {
        _folder["config"] = "defaults:\n  - override hydra/job_logging: none\nname: main\n";

        Assert.Equal("name: main\ndb:\n  port: 3306\n", _folder.Yaml("+db=mysql"));
    }

    [Fact]
    public void A_list_file_is_an_option()
    {
        _folder["db/mysql"] = "[1, 2]\n";

        Assert.Equal("db:\n- 1\n- 2\nname: main\n", _folder.Yaml());
    }

    [Fact]
    public void An_unknown_option_is_told_with_the_options_the_place_and_the_nearest_name()
    {
        _folder["config"] = "defaults:\n  - db: postgre\n";

        string fault = _folder.Fault();

        Assert.StartsWith("In 'config': Could not find 'db/postgre'\n\nAvailable options in 'db':\n\tmysql\n\tpostgres\n", fault, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'postgres'?", fault, StringComparison.Ordinal);
        Assert.Contains("config.yaml:2:9", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_is_shown()
    {
        _folder["config"] = "defaults:\n  - a\n";
        _folder["a"] = "defaults:\n  - b\n";
        _folder["b"] = "defaults:\n  - a\n";

        Assert.StartsWith("The defaults lists form a cycle: a -> b -> a", _folder.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_that_must_be_made_waits_for_the_jobs_of_a_sweep()
    {
        _folder["config"] = "defaults:\n  - db: ???\n";

        Assert.StartsWith("You must specify 'db', e.g, db=<OPTION>\nAvailable options:\n\tmysql\n\tpostgres", _folder.Fault(), StringComparison.Ordinal);
        Assert.Empty(_folder.Compose(new CompositionRequest { ConfigName = "config", Mode = RunMode.MultiRun, Overrides = ["db=mysql,postgres"] }).Job);
    }

    [Fact]
    public void Choices_follow_the_order_of_the_visit()
    {
        ComposedConfig config = _folder.Compose("+db@second=postgres");

        Assert.Equal(["db@second", "db", "hydra/env"], config.Choices.Keys.Take(3));
        Assert.Equal("basic", config.Choices["hydra/sweeper"]);
    }

    [Fact]
    public void Interpolated_entries_see_the_other_choices()
    {
        _folder["config"] = "defaults:\n  - size: ${db}\n  - db: mysql\n";
        _folder["size/mysql"] = "gb: 1\n";
        _folder["size/postgres"] = "gb: 2\n";

        Assert.Equal(2L, ((ScalarNode)_folder.Compose("db=postgres").Select("size.gb")!).Value);
    }

    [Fact]
    public void The_old_form_of_interpolated_entries_counts_the_entries()
    {
        _folder["config"] = "defaults:\n  - db: mysql\n  - size: large\n  - size_db: ${defaults.1.size}_${defaults.0.db}\n";
        _folder["size/large"] = "gb: 1\n";
        _folder["size_db/large_mysql"] = "n: 1\n";
        _folder["size_db/large_postgres"] = "n: 2\n";

        ComposedConfig old = _folder.Compose(new CompositionRequest { ConfigName = "config", Overrides = ["db=postgres"], VersionBase = "1.1" });

        Assert.Equal(2L, ((ScalarNode)old.Select("size_db.n")!).Value);
        Assert.Contains(old.Warnings, warning => warning.Contains("deprecated interpolation form", StringComparison.Ordinal));
        Assert.StartsWith("\nDefaults list element 'size_db=${defaults.1.size}_${defaults.0.db}' is using a deprecated interpolation form.", _folder.Fault());
    }

    [Theory]
    [InlineData("defaults: 5\n", "Invalid defaults list in 'config', defaults must be a list (got int)")]
    [InlineData("defaults:\n  - {a: b, c: d}\n", "In config: Too many keys in default item {'a': 'b', 'c': 'd'}")]
    [InlineData("defaults:\n  - _self_\n  - _self_\n", "Duplicate _self_ defined in config")]
    [InlineData("5\n", "Invalid loaded object type: int")]
    public void Malformed_lists_are_refused(string text, string expected)
    {
        _folder["config"] = text;

        Assert.Equal(expected, _folder.Fault().Split('\n')[0]);
    }

    [Fact]
    public void Old_forms_are_understood_with_an_old_version_base()
    {
        _folder["config"] = "defaults:\n  - db@_group_._name_: mysql\n  - hydra/job_logging: none\n";
        var request = new CompositionRequest { ConfigName = "config", VersionBase = "1.1" };

        Assert.Equal("db:\n  mysql:\n    port: 3306\n", YamlWriter.Write(_folder.Compose(request).Job));
        Assert.StartsWith("Multiple values for hydra/job_logging", _folder.Fault(), StringComparison.Ordinal);
    }
}
