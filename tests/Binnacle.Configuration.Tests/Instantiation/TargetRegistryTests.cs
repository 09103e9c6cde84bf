using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Instantiation;

/// <summary>Objects from configs with <c>_target_</c>.</summary>
public sealed class TargetRegistryTests
{
    private const string Here = "Binnacle.Configuration.Tests.Instantiation.";

    private static readonly TargetRegistry Targets = new TargetRegistry().AddAssembly(typeof(Four).Assembly);

    // What is called.

    [Fact]
    public void A_type_is_made_by_its_constructor()
    {
        Four made = Make<Four>($"{{_target_: {Here}Four, a: 10, b: x, c: 1.5, d: true}}");

        Assert.Equal([10L, "x", 1.5, true], [made.A, made.B, made.C, made.D]);
    }

    [Fact]
    public void Defaults_of_parameters_are_kept() =>
        Assert.Equal("default_value", Make<Four>($"{{_target_: {Here}Four, a: 1, b: 2, c: 3}}").D);

    [Theory]
    [InlineData("Four.Echo, z: 43", 43L)]
    [InlineData("Outer.Greet", "hello you")]
    [InlineData("Outer.Greet, name: Ada", "hello Ada")]
    [InlineData("Outer.Add, a: 1, b: 2", 3)]
    [InlineData("Outer.Nested.Name", "nested")]
    [InlineData("Outer+Nested.Name", "nested")]
    public void A_static_method_is_called(string target, object expected) =>
        Assert.Equal(expected, Make<object>($"{{_target_: {Here}{target}}}"));

    [Fact]
    public void A_nested_type_is_named_with_dots() =>
        Assert.IsType<Outer.Nested>(Make<object>($"{{_target_: {Here}Outer.Nested}}"));

    [Fact]
    public void A_registered_name_is_made_by_its_code()
    {
        var targets = new TargetRegistry().Add("torch.optim.Adam", arguments => new Optimizer(arguments.Get<List<double>>("params"), arguments.Get("lr", 0.5)));

        Optimizer made = targets.Instantiate<Optimizer>(Yaml("{_target_: torch.optim.Adam, params: [1, 2]}"));

        Assert.Equal([1.0, 2.0], made.Parameters);
        Assert.Equal(0.5, made.Lr);
    }

    [Fact]
    public void A_registered_type_is_made_without_its_assembly()
    {
        TargetRegistry targets = new TargetRegistry().Add<Crop>().Add<Rotation>("rotate").Add<Four>();

        Assert.Equal(new Crop(3), targets.Instantiate<object>(Yaml($"{{_target_: {Here}Crop, size: 3}}")));
        Assert.Equal(new Rotation(90), targets.Instantiate<object>(Yaml("{_target_: rotate, degrees: 90}")));
        Assert.Equal(7L, targets.Instantiate<object>(Yaml($"{{_target_: {Here}Four.Echo, z: 7}}")));
    }

    [Theory]
    [InlineData("{_target_: TYPE, path: x}", "path x")]
    [InlineData("{_target_: TYPE, size: 3}", "size 3")]
    [InlineData("{_target_: TYPE, host: h, port: 1}", "h:1")]
    [InlineData("{_target_: TYPE, _args_: [x]}", "path x")]
    [InlineData("{_target_: TYPE, _args_: [h], port: 1}", "h:1")]
    public void The_names_of_the_arguments_choose_the_constructor(string yaml, string how) =>
        Assert.Equal(how, Make<Chosen>(yaml.Replace("TYPE", Here + "Chosen", StringComparison.Ordinal)).How);

    [Theory]
    [InlineData("weight_decay")]
    [InlineData("weightDecay")]
    [InlineData("WeightDecay")]
    public void Names_are_compared_without_their_spelling(string name) =>
        Assert.Equal(0.1, Make<Optimizer>($"{{_target_: {Here}Optimizer, parameters: [], {name}: 0.1}}").WeightDecay);

    [Fact]
    public void What_no_parameter_takes_sets_a_property()
    {
        Assert.Equal(0.9, Make<Optimizer>($"{{_target_: {Here}Optimizer, parameters: [], momentum: 0.9}}").Momentum);
        Assert.Equal(
            new Options { Name = "n", Timeout = TimeSpan.FromSeconds(90) },
            Make<Options>($"{{_target_: {Here}Options, name: n, timeout: 1m30s}}"));
    }

    [Theory]
    [InlineData("_args_: [a, 1, 2]", "a: 1 2")]
    [InlineData("_args_: [a]", "a: ")]
    [InlineData("first: a, others: [3]", "a: 3")]
    public void A_params_array_takes_what_is_left(string arguments, string text) =>
        Assert.Equal(text, Make<Variadic>($"{{_target_: {Here}Variadic, {arguments}}}").Text);

    // Nested targets.

    [Fact]
    public void Nested_targets_are_made_first()
    {
        Tree made = Make<Tree>($"{{_target_: {Here}Tree, value: 1, left: {{_target_: {Here}Tree, value: 21}}, right: {{_target_: {Here}Tree, value: 22}}}}");

        Assert.Equal(new Tree(1, new Tree(21), new Tree(22)), made);
    }

    [Fact]
    public void Targets_in_lists_and_maps_are_made_in_their_types()
    {
        Pipeline made = Make<Pipeline>($$"""
            _target_: {{Here}}Pipeline
            transforms:
              - {_target_: {{Here}}Crop, size: 10}
              - {_target_: {{Here}}Rotation, degrees: 45}
            named:
              turn: {_target_: {{Here}}Rotation, degrees: 5}
            """);

        Assert.Equal([new Crop(10), new Rotation(45)], made.Transforms);
        Assert.Equal(new Rotation(5), made.Named!["turn"]);
        Assert.Equal(new Crop(1), Make<Dictionary<int, ITransform>>($"{{7: {{_target_: {Here}Crop, size: 1}}}}")[7]);
    }

    [Fact]
    public void A_list_or_a_map_at_the_top_is_made_too()
    {
        Assert.Equal([new Crop(1), new Crop(2)], Make<List<Crop>>($"[{{_target_: {Here}Crop, size: 1}}, {{_target_: {Here}Crop, size: 2}}]"));
        Dictionary<string, object?> map = Make<Dictionary<string, object?>>($"{{crop: {{_target_: {Here}Crop, size: 1}}, other: 2}}");
        Assert.Equal([new("crop", new Crop(1)), new("other", 2L)], map);
        Assert.Empty(Make<List<object>>("[]"));
    }

    [Fact]
    public void Nothing_is_made_of_null()
    {
        Assert.Null(Targets.Instantiate<object?>((ConfigNode?)null));
        Assert.Null(Targets.Instantiate<object?>(ScalarNode.Null));
        Assert.Null(Targets.Instantiate<Crop?>(Yaml("{crop: null}"), "crop"));
    }

    [Fact]
    public void Without_recursion_nested_configs_are_handed_over()
    {
        string yaml = $"{{_target_: {Here}Node, _recursive_: false, value: 1, left: {{_target_: {Here}Node, value: 2}}}}";

        Assert.Equal(2L, ((ScalarNode)Assert.IsType<MapNode>(Make<Node>(yaml).Left)["value"]).Value);
        Assert.Equal(new Node(2L), Targets.Instantiate<Node>(Yaml(yaml), ("_recursive_", true)).Left);
    }

    [Fact]
    public void Recursion_is_passed_on_and_may_end_below()
    {
        Node made = Make<Node>($$"""
            _target_: {{Here}}Node
            value: 1
            left:
              _target_: {{Here}}Node
              _recursive_: false
              value: 2
              left: {_target_: {{Here}}Node, value: 3}
            """);

        Assert.IsType<MapNode>(Assert.IsType<Node>(made.Left).Left);
    }

    // _args_ and arguments of the caller.

    [Fact]
    public void Arguments_by_position_and_by_name_come_together()
    {
        Four made = Make<Four>($"{{_target_: {Here}Four, _args_: [1, '${{.0}}'], c: '${{._target_}}'}}");

        Assert.Equal([1L, 1L, Here + "Four"], [made.A, made.B, made.C]);
    }

    [Fact]
    public void Arguments_of_the_caller_win_and_are_seen_by_interpolations()
    {
        Four made = Targets.Instantiate<Four>(Yaml($"{{_target_: {Here}Four, b: 200, c: '${{b}}'}}"), ("a", 10), ("b", 99));

        Assert.Equal([10L, 99L, 99L], [made.A, made.B, made.C]);
        Assert.Equal(3L, Targets.Instantiate<Four>(Yaml($"{{_target_: {Here}Four, _args_: [1, 2, 3]}}"), ("_args_", new object[] { 3, 4, 5 })).A);
    }

    [Fact]
    public void Any_object_may_be_an_argument_also_deep_inside()
    {
        var stream = new MemoryStream();

        Four flat = Targets.Instantiate<Four>(Yaml($"{{_target_: {Here}Four, b: '${{a}}', c: 1}}"), ("a", stream));
        Node deep = Targets.Instantiate<Node>(
            Yaml($"{{_target_: {Here}Node, value: 1}}"),
            ("left", new Dictionary<string, object?> { ["_target_"] = Here + "Node", ["value"] = new List<object?> { 10, stream } }));

        Assert.Same(stream, flat.A);
        Assert.Same(stream, flat.B);
        Assert.Equal([10L, stream], Assert.IsType<List<object?>>(((Node)deep.Left!).Value));
    }

    [Fact]
    public void The_caller_may_change_the_target_also_of_a_nested_config()
    {
        Node made = Targets.Instantiate<Node>(
            Yaml($"{{_target_: {Here}Tree, value: 1, left: {{_target_: {Here}Crop, value: 2}}}}"),
            ("_target_", Here + "Node"),
            ("left", new Dictionary<string, object?> { ["_target_"] = Here + "Tree" }));

        Assert.Equal(new Node(1L, new Tree(2)), made);
    }

    // Interpolations.

    [Fact]
    public void A_config_in_a_tree_sees_the_whole_tree()
    {
        MapNode root = Yaml($"{{sum: {{_target_: {Here}Outer.Add, a: 1, b: 2}}, node: {{_target_: {Here}Outer.Add, a: '${{sum}}', b: '${{three}}'}}, three: 3}}");

        Assert.Equal(6, Targets.Instantiate<int>(root, "node"));
        Assert.Equal(new Crop(3), Targets.Instantiate<Crop>(Yaml($"{{list: [{{_target_: {Here}Crop, size: 3}}], alias: '${{list.0}}'}}"), "alias"));
        Assert.Equal(new Crop(4), Targets.Instantiate<Crop>(Yaml($"{{list: [{{_target_: {Here}Crop, size: 3}}]}}"), "list[0]", ("size", 4)));
    }

    [Fact]
    public void A_composition_lends_its_resolvers()
    {
        var resolvers = new ResolverRegistry();
        resolvers.RegisterTyped<long, long>("twice", number => 2 * number);
        ComposedConfig config = new ConfigComposer(new ConfigSearchPath(), resolvers).Compose(null, $"+crop={{_target_: {Here}Crop, size: '${{twice:4}}'}}");

        Assert.Equal(new Crop(8), Targets.Instantiate<Crop>(config, "crop"));
    }

    // _convert_.

    [Theory]
    [InlineData("none", false)]
    [InlineData("partial", true)]
    [InlineData("object", true)]
    [InlineData("all", true)]
    [InlineData("Partial", true)]
    public void Convert_decides_what_a_parameter_without_a_type_gets(string mode, bool isPlain)
    {
        Four made = Targets.Instantiate<Four>(Yaml($"{{_target_: {Here}Four, a: {{foo: '${{b.0}}'}}, b: [99], c: {{}}}}"), ("_convert_", mode));

        Assert.Equal(isPlain ? typeof(Dictionary<string, object?>) : typeof(MapNode), made.A!.GetType());
        Assert.Equal(isPlain ? typeof(List<object?>) : typeof(ListNode), made.B!.GetType());
        Assert.Equal(99L, isPlain ? ((Dictionary<string, object?>)made.A)["foo"] : ((ScalarNode)((MapNode)made.A)["foo"]).Value);
    }

    [Fact]
    public void Convert_is_passed_on_to_nested_targets()
    {
        Node made = Make<Node>($"{{_target_: {Here}Node, _convert_: all, value: {{_target_: {Here}Node, value: [1]}}, left: {{_target_: {Here}Node, _convert_: none, value: [1]}}}}");

        Assert.IsType<List<object?>>(((Node)made.Value!).Value);
        Assert.IsType<ListNode>(((Node)made.Left!).Value);
    }

    [Theory]
    [InlineData("none", typeof(MapNode), typeof(ListNode))]
    [InlineData("partial", typeof(MapNode), typeof(List<object?>))]
    [InlineData("object", typeof(Options), typeof(List<object?>))]
    [InlineData("all", typeof(Dictionary<string, object?>), typeof(List<object?>))]
    public void A_map_that_has_a_record_as_its_schema_is_converted_by_the_mode(string mode, Type map, Type list)
    {
        using var folder = new TemporaryFolder();
        folder.Write("config.yaml", $"defaults:\n  - options@node.left\n  - _self_\nnode:\n  _target_: {Here}Node\n  value: [1]\n  left: {{name: n}}\n");
        ComposedConfig config = ConfigComposer.ForDirectory(folder.Path, new ConfigRegistry().Add<Options>("options")).Compose("config");

        Node made = Targets.Instantiate<Node>(config, "node", ("_convert_", mode));

        Assert.Equal((map, list), (made.Left!.GetType(), made.Value!.GetType()));
        if (made.Left is Options options)
            Assert.Equal(new Options { Name = "n" }, options);
    }

    // _partial_.

    [Fact]
    public void A_partial_target_is_called_later_with_the_rest()
    {
        PartialTarget partial = Make<PartialTarget>($"{{_target_: {Here}Four, _partial_: true, a: '???', b: 20, c: 30}}");

        Four made = (Four)partial.Invoke(("a", 10), ("c", 31))!;

        Assert.Equal([10, 20L, 31], [made.A, made.B, made.C]);
        Assert.Equal(Here + "Four", partial.Target);
    }

    [Fact]
    public void A_partial_target_becomes_the_function_that_a_parameter_wants()
    {
        Training training = Make<Training>($"{{_target_: {Here}Training, make_optimizer: {{_target_: {Here}Optimizer, _partial_: true, lr: 0.1}}}}");

        Optimizer made = training.MakeOptimizer([1, 2]);

        Assert.Equal([1.0, 2.0], made.Parameters);
        Assert.Equal(0.1, made.Lr);
    }

    [Fact]
    public void A_partial_target_becomes_the_function_that_is_asked_for()
    {
        Func<int, int> add = Targets.Instantiate<Func<int, int>>(Yaml($"{{_target_: {Here}Outer.Add, a: 1}}"), ("_partial_", true));
        Func<string> greet = Make<PartialTarget>($"{{_target_: {Here}Outer.Greet, _partial_: true}}").ToFunc<string>();

        Assert.Equal(5, add(4));
        Assert.Equal("hello you", greet());
    }

    [Fact]
    public void Nested_targets_of_a_partial_one_are_made_once()
    {
        PartialTarget partial = Make<PartialTarget>($"{{_target_: {Here}Node, _partial_: true, left: {{_target_: {Here}Node, value: 1}}}}");

        Assert.Same(((Node)partial.Invoke(("value", 1))!).Left, ((Node)partial.Invoke(("value", 2))!).Left);
    }

    [Fact]
    public void A_list_at_the_top_cannot_be_partial()
    {
        var error = Assert.Throws<InstantiationException>(() => Targets.Instantiate<object>(new ListNode([Yaml($"{{_target_: {Here}Crop, size: 1}}")]), ("_partial_", true)));

        Assert.StartsWith("The _partial_ keyword is not compatible with top-level list instantiation", error.Message, StringComparison.Ordinal);
    }

    // Records without a target.

    [Fact]
    public void A_map_without_a_target_fills_a_parameter_of_a_record() =>
        Assert.Equal(new Tree(1, new Tree(2)), Make<Tree>($"{{_target_: {Here}Tree, value: 1, left: {{value: 2}}}}"));

    private static T Make<T>(string yaml) => Targets.Instantiate<T>(YamlReader.ParseValue(yaml, "test.yaml"));

    private static MapNode Yaml(string yaml) => (MapNode)YamlReader.ParseValue(yaml, "test.yaml");
}
