namespace Binnacle.Configuration.Tests.Composition;

public sealed class ValueOverrideTests : IDisposable
{
    private readonly Folder _folder = new() { ["config"] = "lr: 0.1\nmodel:\n  depth: 3\nlayers: [1, 2]\n" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_are_changed_added_and_deleted_in_the_given_order() =>
        Assert.Equal("model:\n  depth: 4\n  width: 8\nlayers:\n- 1\n- 2\nlr: 1\n", _folder.Yaml("model.depth=4", "+model.width=8", "~lr", "+lr=1"));

    [Fact]
    public void A_value_remembers_the_override_or_the_line_that_gave_it()
    {
        ComposedConfig config = _folder.Compose("lr=0.5");

        Assert.Equal("override 'lr=0.5'", config.Select("lr")!.Origin!.Source);
        Assert.Equal((3, 10), (config.Select("model.depth")!.Origin!.Line, config.Select("model.depth")!.Origin!.Column));
        Assert.EndsWith("config.yaml", config.Select("model.depth")!.Origin!.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Overrides_of_one_composition_do_not_reach_another()
    {
        var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(_folder.Path));

        composer.Compose(new CompositionRequest { ConfigName = "config", Overrides = ["model.depth=4", "+model.width=8", "lr=2"] });

        Assert.Equal("lr: 0.1\nmodel:\n  depth: 3\nlayers:\n- 1\n- 2\n", YamlWriter.Write(composer.Compose(new CompositionRequest { ConfigName = "config" }).Job));
    }

    [Fact]
    public void An_unknown_key_is_told_with_the_nearest_one()
    {
        string fault = _folder.Fault("model.dept=4");

        Assert.StartsWith("Could not override 'model.dept'.\nTo append to your config use +model.dept=4\nKey 'dept' is not in struct\n    full_key: model.dept", fault, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'depth'?", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_a_section_is_found_by_its_last_part() =>
        Assert.Contains("Did you mean 'model.depth'?", _folder.Fault("depth=4"), StringComparison.Ordinal);

    [Fact]
    public void Extend_list_appends()
    {
        Assert.Equal("[1, 2, 3, 'x']", PythonText.Of(_folder.Compose("layers=extend_list(3,x)").Select("layers")!));
        Assert.Contains("extend_list: expected a list at 'lr', found float", _folder.Fault("lr=extend_list(1)"), StringComparison.Ordinal);
        Assert.StartsWith("Could not override 'nope'.", _folder.Fault("nope=extend_list(1)"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_does_not_replace_a_map() =>
        Assert.StartsWith("Error merging override model=[1]\nCannot merge DictConfig with ListConfig", _folder.Fault("model=[1]"), StringComparison.Ordinal);

    [Fact]
    public void A_sweep_needs_multirun()
    {
        Assert.StartsWith("Ambiguous value for argument 'lr=1,2'\n1. To use it as a list, use key=[value1,value2]", _folder.Fault("lr=1,2"), StringComparison.Ordinal);
        Assert.Equal("Sweep parameters 'lr=zip(1,2)' requires --multirun", _folder.Fault("lr=zip(1,2)"));
    }

    [Theory]
    [InlineData("=5")]
    [InlineData("+=5")]
    public void An_override_without_a_key_is_refused(string text) =>
        Assert.Equal($"Could not override '{text}': expected a key before '=', found none.", _folder.Fault(text));

    [Fact]
    public void A_sweep_leaves_the_value_for_the_jobs()
    {
        ComposedConfig config = _folder.Compose(new CompositionRequest { ConfigName = "config", Mode = RunMode.MultiRun, Overrides = ["lr=1,2"] });

        Assert.Equal(0.1, ((ScalarNode)config.Select("lr")!).Value);
        Assert.Equal(["lr=1,2"], config.TaskOverrides);
    }
}
