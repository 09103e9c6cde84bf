namespace Binnacle.Configuration.Tests.Composition;

public sealed class HydraNodeTests : IDisposable
{
    private readonly Folder _folder = new() { ["config"] = "a: 1\n" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_node_tells_what_the_composition_knows()
    {
        ComposedConfig config = _folder.Compose("a=2", "hydra.verbose=true");

        Assert.Equal("['hydra.verbose=true']", PythonText.Of(config.Select("hydra.overrides.hydra")!));
        Assert.Equal("['a=2']", PythonText.Of(config.Select("hydra.overrides.task")!));
        Assert.Equal("a=2", Text(config, "hydra.job.override_dirname"));
        Assert.Equal("app", Text(config, "hydra.job.name"));
        Assert.Equal("config", Text(config, "hydra.job.config_name"));
        Assert.Equal(ConfigComposer.HydraVersion, Text(config, "hydra.runtime.version"));
        Assert.Equal(Directory.GetCurrentDirectory(), Text(config, "hydra.runtime.cwd"));
    }

    [Fact]
    public void An_optuna_sweep_of_a_primary_config_composes()
    {
        _folder["config"] = """
            lr: 1.3
            defaults:
              - override hydra/sweeper: optuna
              - override hydra/sweeper/sampler: tpe
            hydra:
              sweeper:
                sampler:
                  seed: 55
                direction: ["minimize", "maximize"]
                study_name: "base-template"
                storage: null
                n_trials: 3
                n_jobs: 1
                params:
                  lr: range(0.9,1.7,step=0.1)
                  train_bs: choice(32,48,64)
            """;

        ComposedConfig config = _folder.Compose("hydra.sweeper.n_trials=15", "hydra.sweeper.sampler.seed=7", "hydra.sweeper.storage=sqlite:///study.db");

        Assert.Equal("lr: 1.3\n", YamlWriter.Write(config.Job));
        Assert.Equal("15", Text(config, "hydra.sweeper.n_trials"));
        Assert.Equal("7", Text(config, "hydra.sweeper.sampler.seed"));
        Assert.Equal("10", Text(config, "hydra.sweeper.sampler.n_startup_trials"));
        Assert.Equal("['minimize', 'maximize']", Text(config, "hydra.sweeper.direction"));
        Assert.Equal("range(0.9,1.7,step=0.1)", Text(config, "hydra.sweeper.params.lr"));
        Assert.Equal("sqlite:///study.db", Text(config, "hydra.sweeper.storage"));
    }

    [Theory]
    [InlineData("hydra.job.num=x", "Value 'x' of type 'str' could not be converted to Integer")]
    [InlineData("hydra.job.chdir=maybe", "Value 'maybe' is not a valid bool (type str)")]
    [InlineData("hydra.mode=multirun", "Invalid value 'multirun', expected one of [RUN, MULTIRUN]")]
    [InlineData("hydra.run=5", "Invalid type assigned: int is not a subclass of RunDir. value: 5")]
    [InlineData("hydra.sweeper.max_batch_size=x", "Value 'x' of type 'str' could not be converted to Integer")]
    [InlineData("~hydra.verbose", "HydraConf (DictConfig) does not support deletion")]
    public void Values_that_do_not_fit_the_node_are_refused(string item, string expected) =>
        Assert.StartsWith($"Error merging override {item}\n{expected}\n    full_key: hydra.", _folder.Fault(item), StringComparison.Ordinal);

    [Theory]
    [InlineData("+hydra.job.env_set.A=1.50", "hydra.job.env_set.A", "1.5")]
    [InlineData("hydra.job.id=12", "hydra.job.id", "12")]
    public void Values_become_the_text_that_the_node_wants(string item, string key, string expected) =>
        Assert.Equal(expected, ((ScalarNode)_folder.Compose(item).Select(key)!).Value);

    [Fact]
    public void A_key_the_node_does_not_have_is_refused_in_files_too()
    {
        _folder["config"] = "hydra:\n  swep: 1\n";

        string fault = _folder.Fault();

        Assert.StartsWith("In 'config': ConfigKeyError raised while composing config:\nKey 'swep' not in 'HydraConf'\n    full_key: hydra.swep", fault, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'sweep'?", fault, StringComparison.Ordinal);
        Assert.Contains("config.yaml:2:3", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_to_copy_that_is_not_set_is_named()
    {
        _folder["config"] = "hydra:\n  job:\n    env_copy: [NO_SUCH_VARIABLE_HERE]\n";

        Assert.Contains("'NO_SUCH_VARIABLE_HERE' is not set", _folder.Fault(), StringComparison.Ordinal);
    }

    private static string Text(ComposedConfig config, string key) => PythonText.Of(config.Select(key)!);
}
