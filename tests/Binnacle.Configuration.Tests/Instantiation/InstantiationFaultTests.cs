using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Instantiation;

/// <summary>What is refused, and in which words.</summary>
public sealed class InstantiationFaultTests
{
    private const string Here = "Binnacle.Configuration.Tests.Instantiation.";

    private static readonly TargetRegistry Targets = new TargetRegistry()
        .AddAssembly(typeof(Four).Assembly)
        .Add("sgd", arguments => new Optimizer(arguments.Get<double[]>("parameters"), arguments.Get("lr", 0.1)));

    [Theory]
    [InlineData("System.Diagnostics.Process.Start")]
    [InlineData("System.IO.File.Delete")]
    [InlineData("System.Environment.Exit")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("System.Collections.Generic.List`1[[System.Int32]]")]
    [InlineData("Binnacle.Configuration.ConfigComposer")]
    [InlineData("os.system")]
    [InlineData("..")]
    [InlineData(".")]
    public void A_target_that_was_not_registered_is_never_loaded(string target) =>
        Assert.StartsWith($"Error locating target '{target}': it is not registered.", Fault($"{{_target_: '{target}', _args_: [x]}}").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Outer.get_Length")]
    [InlineData("Outer.Missing")]
    [InlineData("Four.Equals")]
    [InlineData("Outer.")]
    public void Only_public_static_methods_are_targets(string target) =>
        Assert.Contains("it is not registered", Fault($"{{_target_: '{Here}{target}'}}").Message, StringComparison.Ordinal);

    [Fact]
    public void A_target_that_is_not_registered_is_told_with_key_place_nearest_name_and_help()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("config.yaml", "model:\n  optimizer:\n    _target_: torch.optim.SGD\n");
        ComposedConfig config = ConfigComposer.ForDirectory(folder.Path).Compose("config");
        var targets = new TargetRegistry().Add("optim.Sgd", _ => null);

        var error = Assert.Throws<InstantiationException>(() => targets.Instantiate<object>(config, "model.optimizer"));

        Assert.Equal($"""
            Error locating target 'torch.optim.SGD': it is not registered. Did you mean 'optim.Sgd'?
            Register it in the program: targets.Add("torch.optim.SGD", arguments => …), targets.Add<TYPE>(), or targets.AddAssembly(typeof(TYPE).Assembly).
            full_key: model.optimizer
                at {file}:3:15
              3 |     _target_: torch.optim.SGD
                |               ^^^^^^^^^^^^^^^
            """.ReplaceLineEndings("\n"), error.Message);
        Assert.Equal("model.optimizer", error.FullKey);
    }

    [Fact]
    public void A_fault_of_the_target_is_told_with_its_key()
    {
        InstantiationException nested = Fault($"{{foo: [{{_target_: {Here}Outer.Fail}}]}}");

        Assert.StartsWith($"Error in call to target '{Here}Outer.Fail':\nInvalidOperationException: no luck\nfull_key: foo[0]\n", nested.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(nested.InnerException);
        Assert.Contains("\nArgumentOutOfRangeException: must be above 0", Fault($"{{_target_: {Here}Optimizer, parameters: [], lr: -1}}").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_arguments_that_do_not_fit_are_told_at_once()
    {
        string message = Fault($"{{optimizer: {{_target_: {Here}Optimizer, lr: fast, weight_decy: 1, momentum: [1]}}}}").Message;

        Assert.StartsWith($"Error in call to target '{Here}Optimizer':\n", message, StringComparison.Ordinal);
        Assert.Contains("optimizer.weight_decy: no such parameter. Did you mean 'weight_decay'?", message, StringComparison.Ordinal);
        Assert.Contains("optimizer.parameters: expected a list, found no such key.", message, StringComparison.Ordinal);
        Assert.EndsWith("full_key: optimizer\n    at test.yaml:1:24", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Optimizer, parameters: [a], lr: fast", "parameters[0]: expected a number, found 'a' (text)")]
    [InlineData("Optimizer, parameters: [], lr: fast", "lr: expected a number, found 'fast' (text)")]
    [InlineData("Optimizer, parameters: null", "parameters: expected a list (a number each), found null")]
    [InlineData("Options, retries: 1", "name: expected text, found no such key")]
    [InlineData("Crop, _args_: [1, 2]", "_args_: expected at most 1 argument by position, found 2")]
    [InlineData("Crop, _args_: [1], size: 2", "size: given by position and by name")]
    [InlineData("Pipeline, transforms: [{size: 3}]", "transforms[0]: expected a ITransform, found a map without _target_")]
    [InlineData("Pipeline, transforms: [{_target_: TYPE.Options, name: x}]", "transforms[0]: expected a ITransform, found a Options")]
    [InlineData("Shape", "is abstract: name a class that derives from it.")]
    [InlineData("Outer", "is abstract: name a class that derives from it.")]
    public void An_argument_that_does_not_fit_is_told_with_what_was_expected(string config, string expected) =>
        Assert.Contains(expected, Fault($"{{_target_: {Here}{config.Replace("TYPE.", Here, StringComparison.Ordinal)}}}").Message, StringComparison.Ordinal);

    [Fact]
    public void Arguments_that_registered_code_does_not_read_are_refused()
    {
        Assert.Contains("learning_rate: no such parameter (there are parameters, lr).", Fault("{_target_: sgd, parameters: [], learning_rate: 1}").Message, StringComparison.Ordinal);
        Assert.Contains("expected at most 2 arguments by position, found 3", Fault("{_target_: sgd, _args_: [[], 0.1, 7]}").Message, StringComparison.Ordinal);
        Assert.Contains("parameters: expected a list, found no such key", Fault("{_target_: sgd}").Message, StringComparison.Ordinal);
        Assert.Contains("lr: expected a number, found 'fast' (text)", Fault("{_target_: sgd, parameters: [], lr: fast}").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{_target_: TYPE, size: '???'}", "Missing mandatory value: size\nfull_key: size\n")]
    [InlineData("{a: [{b: '???'}]}", "Missing mandatory value: a[0].b\nfull_key: a[0].b\n")]
    [InlineData("{_target_: '???'}", "Config has missing value for key `_target_`, cannot instantiate.\n")]
    [InlineData("{a: {_target_: 10}}", "a._target_: expected the name of a target, found 10 (integer).\nfull_key: a\n")]
    [InlineData("{_target_: TYPE, _recursive_: 1}", "Instantiation: _recursive_ flag must be a bool, got 1 (integer)\n")]
    [InlineData("{_target_: TYPE, _partial_: yess}", "Instantiation: _partial_ flag must be a bool, got 'yess' (text)\n")]
    [InlineData("{_target_: TYPE, _convert_: al}", "Instantiation: _convert_ must be one of none, partial, object, all, got 'al'. Did you mean 'all'?\n")]
    [InlineData("{foo: {_target_: TYPE, _args_: {a: 1}}}", "foo._args_: expected a list, found a map.\nfull_key: foo\n")]
    [InlineData("7", "Cannot instantiate config of type integer: ")]
    public void A_config_that_says_no_target_is_refused(string yaml, string expected) =>
        Assert.StartsWith(expected, Fault(yaml.Replace("TYPE", Here + "Crop", StringComparison.Ordinal)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_not_there_is_told_with_the_nearest()
    {
        MapNode root = (MapNode)YamlReader.ParseValue("{optimizer: {_target_: sgd}}", "test.yaml");

        Assert.StartsWith("There is no config 'optimiser'. Did you mean 'optimizer'?", Assert.Throws<InstantiationException>(() => Targets.Instantiate<object>(root, "optimiser")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_of_another_type_is_refused()
    {
        MapNode root = (MapNode)YamlReader.ParseValue($"{{shape: {{_target_: {Here}Crop, size: 3}}}}", "test.yaml");

        string message = Assert.Throws<InstantiationException>(() => Targets.Instantiate<Rotation>(root, "shape")).Message;

        Assert.StartsWith("test.yaml:1:9: shape: expected a Rotation, found a Crop.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_registered_once() =>
        Assert.Throws<ArgumentException>(() => new TargetRegistry().Add("a", _ => null).Add("a", _ => null));

    private static InstantiationException Fault(string yaml) =>
        Assert.Throws<InstantiationException>(() => Targets.Instantiate<object>(YamlReader.ParseValue(yaml, "test.yaml")));
}
