using Binnacle.Configuration;

namespace Binnacle.Jobs.Tests;

public sealed class JobCommandParserTests
{
    [Fact]
    public void Overrides_stand_on_both_sides_of_flags()
    {
        JobCommand command = JobCommandParser.Parse(["a=1", "--cfg", "job", "b=2", "-p", "db", "+c=3"]);

        Assert.Equal(CommandAction.ShowConfig, command.Action);
        Assert.Equal("job", command.Subject);
        Assert.Equal("db", command.Package);
        Assert.Equal(["a=1", "b=2", "+c=3"], command.Overrides);
    }

    [Theory]
    [InlineData("-cp", "x")]
    [InlineData("--config-path", "x")]
    [InlineData("--config-path=x", null)]
    public void A_flag_has_its_value_behind_it_or_attached(string flag, string? value)
    {
        string[] args = value is null ? [flag] : [flag, value];

        Assert.Equal("x", JobCommandParser.Parse(args).ConfigPath);
    }

    [Fact]
    public void A_flag_of_one_letter_may_have_its_argument_written_to_it()
    {
        JobCommand command = JobCommandParser.Parse(["-cjob", "-pdb.host"]);

        Assert.Equal((CommandAction.ShowConfig, "job", "db.host"), (command.Action, command.Subject, command.Package));
    }

    [Fact]
    public void Info_without_a_subject_means_all_and_leaves_the_override_alone()
    {
        JobCommand command = JobCommandParser.Parse(["--info", "lr=1"]);

        Assert.Equal("all", command.Subject);
        Assert.Equal(["lr=1"], command.Overrides);
    }

    [Theory]
    [InlineData("--multirn", "--multirun")]
    [InlineData("--config-nane", "--config-name")]
    public void An_unknown_flag_names_the_nearest(string flag, string nearest)
    {
        var error = Assert.Throws<UsageException>(() => JobCommandParser.Parse([flag]));

        Assert.Contains(nearest, error.Message);
    }

    [Theory]
    [InlineData("--cfg")]
    [InlineData("--cfg", "nope")]
    [InlineData("--multirun=yes")]
    [InlineData("-cn", "--run")]
    public void A_missing_or_wrong_value_is_a_usage_error(params string[] args) =>
        Assert.Throws<UsageException>(() => JobCommandParser.Parse(args));

    [Fact]
    public void Two_actions_exclude_each_other() =>
        Assert.Throws<ConfigException>(() => JobCommandParser.Parse(["--run", "-m"]));

    [Fact]
    public void Resolve_needs_something_to_print() =>
        Assert.Throws<ConfigException>(() => JobCommandParser.Parse(["--resolve"]));

    [Theory]
    [InlineData(null, "--info", "provenance", "x=1", "~gone")]
    [InlineData(null, "x=1", "--info", "provenance", "~gone")]
    [InlineData("db.port", "--info", "provenance", "db.port", "x=1", "~gone")]
    [InlineData("db.port", "x=1", "~gone", "-i=provenance", "db.port")]
    public void The_key_of_provenance_is_no_override(string? key, params string[] args)
    {
        JobCommand command = JobCommandParser.Parse(args);

        Assert.Equal((CommandAction.ShowInfo, "provenance", key), (command.Action, command.Subject, command.Key));
        Assert.Equal(["x=1", "~gone"], command.Overrides);
    }

    [Fact]
    public void Json_belongs_to_provenance() =>
        Assert.Throws<UsageException>(() => JobCommandParser.Parse(["--json", "--cfg", "job"]));
}
