using System.Globalization;

namespace Binnacle.Configuration.Tests.Interpolation;

public sealed class ResolutionContextTests
{
    [Fact]
    public void A_cycle_is_reported_with_its_chain()
    {
        var error = Assert.Throws<ConfigException>(() => Context("a: ${b}\nb: x${c}\nc: ${a}\n").Select("a"));

        Assert.StartsWith("Recursive interpolation detected\n", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The cycle: a -> b -> c -> a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_that_contain_each_other_are_a_cycle()
    {
        var error = Assert.Throws<ConfigException>(() => Context("a: {b: '${c}'}\nc: {d: '${a}'}\n").Resolve());

        Assert.Contains("cycle: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_of_interpolations_is_resolved_or_refused_but_never_ends_the_process()
    {
        const int Length = 50_000;
        var root = new MapNode(Enumerable.Range(0, Length).Select(i => new KeyValuePair<ConfigKey, ConfigNode>(
            $"k{i}", new ScalarNode(i == Length - 1 ? "end" : $"${{k{i + 1}}}"))));

        Assert.Equal("end", ((ScalarNode)new ResolutionContext(root).Select($"k{Length - 100}")!).Value);
        Assert.Throws<ConfigException>(() => new ResolutionContext(root).Select("k0"));
    }

    [Fact]
    public void Interpolations_that_double_themselves_are_refused()
    {
        var root = new MapNode(Enumerable.Range(0, 64).Select(i => new KeyValuePair<ConfigKey, ConfigNode>(
            $"k{i}", new ScalarNode(i == 63 ? "x" : $"${{k{i + 1}}}${{k{i + 1}}}"))));

        Assert.Throws<ConfigException>(() => new ResolutionContext(root).Resolve());
    }

    [Fact]
    public void An_unknown_key_is_named_with_its_place_and_the_nearest_one()
    {
        var error = Assert.Throws<ConfigException>(() => Context("model: {learning_rate: 1}\nlr: ${model.learning_rat}\n").Resolve());

        Assert.Equal(
            "Interpolation key 'model.learning_rat' not found\n    full_key: lr\nx.yaml:2:5: ${model.learning_rat}\nDid you mean 'model.learning_rate'?",
            error.Message);
    }

    [Fact]
    public void Text_that_only_looks_like_an_interpolation_stays_text()
    {
        MapNode resolved = Context("a: '\\${b}'\nc: ${oc.env:V}\n", _ => "${evil}").Resolve();

        Assert.Equal("a: ${b}\nc: ${evil}\n", YamlWriter.Write(resolved));
        Assert.Same(resolved, new ResolutionContext(resolved).Resolve());
    }

    [Fact]
    public void What_holds_no_interpolation_is_shared_with_the_resolved_tree()
    {
        MapNode root = Root("a: {x: 1}\nb: ${a}\n");

        MapNode resolved = new ResolutionContext(root).Resolve();

        Assert.Same(root["a"], resolved["a"]);
        Assert.Same(root["a"], resolved["b"]);
    }

    [Fact]
    public void Typed_resolvers_get_their_arguments_converted()
    {
        var resolvers = new ResolverRegistry();
        resolvers.RegisterTyped("scale", (double number, int times) => number * times);
        resolvers.RegisterTyped("label", (string text, bool? loud) => loud == true ? text.ToUpper(CultureInfo.InvariantCulture) : text);

        MapNode resolved = new ResolutionContext(Root("a: ${scale:2,3}\nb: ${label:x,true}\nc: ${label:x,null}\n"), resolvers).Resolve();

        Assert.Equal("a: 6.0\nb: X\nc: x\n", YamlWriter.Write(resolved));
    }

    [Theory]
    [InlineData("${scale:1}", "scale takes 2 arguments, found 1")]
    [InlineData("${scale:a,2}", "scale: argument 1 must be a number, found 'a' (text)")]
    [InlineData("${scale:1,2.5}", "scale: argument 2 must be an integer, found 2.5 (float)")]
    public void Arguments_that_do_not_fit_a_typed_resolver_are_refused(string text, string message)
    {
        var resolvers = new ResolverRegistry();
        resolvers.RegisterTyped("scale", (double number, int times) => number * times);

        var error = Assert.Throws<ConfigException>(() => new ResolutionContext(Root($"a: {text}\n"), resolvers).Resolve());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cached_resolver_runs_once_for_each_text_of_arguments_in_all_contexts_of_a_cache()
    {
        int calls = 0;
        var resolvers = new ResolverRegistry();
        resolvers.RegisterTyped("count", (string _) => ++calls, useCache: true);
        var cache = new ResolutionCache();
        MapNode root = Root("a: ${count:x}\nb: ${count:x}\nc: ${count:y}\n");

        new ResolutionContext(root, resolvers, cache: cache).Resolve();
        MapNode again = new ResolutionContext(root, resolvers, cache: cache).Resolve();

        Assert.Equal("a: 1\nb: 1\nc: 2\n", YamlWriter.Write(again));
    }

    [Fact]
    public void A_resolver_that_reads_itself_is_a_cycle()
    {
        var resolvers = new ResolverRegistry();
        resolvers.Register("read", call => call.Select(call.Text(0)!) ?? ScalarNode.Null);

        var error = Assert.Throws<ConfigException>(() => new ResolutionContext(Root("a: ${read:a}\n"), resolvers).Resolve());

        Assert.StartsWith("Recursive interpolation detected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hydra_node_is_read_with_its_own_interpolations()
    {
        MapNode hydra = Root("job: {name: app}\nrun: {dir: 'out/${hydra:job.name}'}\n");

        var context = new ResolutionContext(Root("where: ${hydra:run.dir}\nnone: ${hydra:job.num}\n"), hydra: hydra);

        Assert.Equal("where: out/app\nnone: null\n", YamlWriter.Write(context.Resolve()));
    }

    private static ResolutionContext Context(string yaml, Func<string, string?>? environment = null) =>
        new(Root(yaml), environment: environment ?? (_ => null));

    private static MapNode Root(string yaml) => (MapNode)YamlReader.Parse(yaml, "x.yaml");
}
