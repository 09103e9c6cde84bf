using Binnacle.Configuration.Tests.Composition;

namespace Binnacle.Configuration.Tests.Provenance;

/// <summary>The history of each key: every step that set it, in order.</summary>
public sealed class ConfigProvenanceTests : IDisposable
{
    private readonly Folder _conf = new();

    public ConfigProvenanceTests()
    {
        _conf["config"] = """
            defaults:
              - db: mysql
              - _self_
            lr: 0.1
            gamma: 0.7
            root: /data
            path: ${root}/${db.name}
            tags: [a, b]
            items:
              - name: first
            db:
              port: 3307
            box: {k: {n: 1}}
            """;
        _conf["db/base"] = "host: localhost\nport: 1\n";
        _conf["db/mysql"] = "defaults: [base]\nname: my\nport: 3306\n";
        _conf["db/postgres"] = "defaults: [base]\nname: pg\nport: 5432\n";
    }

    public void Dispose() => _conf.Dispose();

    [Fact]
    public void A_value_that_nothing_touched_has_one_step() =>
        Assert.Equal(["0.1 config:4:5"], Steps("lr"));

    [Fact]
    public void Every_source_that_set_a_key_is_told_in_order() => Assert.Equal(
        ["1 db/base:2:7", "3306 db/mysql:3:7", "3307 config:12:9", "5 override 'db.port=5'", "6 override '++db.port=6'"],
        Steps("db.port", "db.port=5", "++db.port=6"));

    [Fact]
    public void A_chosen_option_says_which_override_chose_it()
    {
        KeyHistory history = Provenance("db=postgres").Get("db.name");

        Assert.Equal("chosen by override 'db=postgres'", history.Last.Step.Reason);
        Assert.Equal("from the defaults list of 'db/postgres'", Provenance("db=postgres").Get("db.host").Last.Step.Reason);
        Assert.Equal("the primary config", Provenance().Get("lr").Last.Step.Reason);
    }

    [Fact]
    public void A_deleted_key_keeps_its_history()
    {
        KeyHistory history = Provenance("~gamma").Get("gamma");

        Assert.True(history.IsDeleted);
        Assert.Equal(["0.7 config:5:8", "deleted by override '~gamma'"], Steps("gamma", "~gamma"));
    }

    [Fact]
    public void A_deleted_map_takes_its_keys_with_it() =>
        Assert.Equal(["1 config:13:14", "deleted by override '~box'"], Steps("box.k.n", "~box"));

    [Fact]
    public void A_key_that_is_deleted_and_added_again_stands() =>
        Assert.Equal(["0.7 config:5:8", "deleted by override '~gamma'", "2 override '+gamma=2'"], Steps("gamma", "~gamma", "+gamma=2"));

    [Fact]
    public void A_map_that_becomes_a_scalar_loses_its_keys()
    {
        Assert.Equal("deleted by override 'box=5'", Steps("box.k.n", "box=5")[^1]);
        Assert.Equal(["{k: {n: 1}} config:13:6", "5 override 'box=5'"], Steps("box", "box=5"));
    }

    [Fact]
    public void A_list_and_its_items_have_histories()
    {
        Assert.Equal(["[a, b] config:8:7", "[a, z] override 'tags.1=z'"], Steps("tags", "tags.1=z"));
        Assert.Equal(["b config:8:11", "z override 'tags.1=z'"], Steps("tags[1]", "tags.1=z"));
        Assert.Equal(["a config:8:8"], Steps("tags[0]", "tags.1=z"));
        Assert.Equal(["first config:10:11"], Steps("items[0].name"));
        Assert.Equal(["b config:8:11", "deleted by override 'tags=[c]'"], Steps("tags[1]", "tags=[c]"));
    }

    [Fact]
    public void An_interpolation_that_was_expanded_by_a_merge_keeps_the_places_of_its_content()
    {
        _conf["config"] = "defaults: [base, over, _self_]\n";
        _conf["base"] = "e: {x: 1}\nd: ${e}\n";
        _conf["over"] = "d: {z: 2}\n";

        Assert.Equal(["1 base:1:8"], Steps("d.x"));
        Assert.Contains("copied there", ProvenanceText.Of(Provenance(), "d.x"));
    }

    [Fact]
    public void Missing_values_do_not_beat_values()
    {
        _conf["config"] = "defaults: [base, over]\n";
        _conf["base"] = "a: 1\nb: ???\n";
        _conf["over"] = "a: ???\nb: 2\n";

        Assert.Equal(["1 base:1:4"], Steps("a"));
        Assert.Equal(["??? base:2:4", "2 over:2:4"], Steps("b"));
    }

    [Fact]
    public void A_registered_config_is_told_by_its_name()
    {
        var registry = new ConfigRegistry();
        registry.Store("schema", new MapNode([new("lr", new ScalarNode(1)), new("steps", new ScalarNode(5))]));
        _conf["config"] = "defaults: [schema, _self_]\nlr: 0.1\n";

        var provenance = ConfigProvenance.Of(_conf.Compose(new CompositionRequest { ConfigName = "config" }, registry));

        Assert.Equal((CompositionStepKind.Registered, "structured://schema"), (provenance.Get("steps").Last.Step.Kind, provenance.Get("steps").Last.Place));
        Assert.Equal("1", PythonText.Of(provenance.Get("lr").Beaten.Single().Value!));
    }

    [Fact]
    public void The_hydra_node_has_histories_too()
    {
        Assert.Equal(CompositionStepKind.BuiltIn, Provenance().Get("hydra.run.dir").Last.Step.Kind);
        Assert.Equal(CompositionStepKind.Composition, Provenance().Get("hydra.runtime.cwd").Last.Step.Kind);
        Assert.Equal("override 'hydra.run.dir=out'", Provenance("hydra.run.dir=out").Get("hydra.run.dir").Last.Place);
        Assert.Equal("override 'hydra.job.chdir=1'", Provenance("hydra.job.chdir=1").Get("hydra.job.chdir").Last.Place);
    }

    [Fact]
    public void Packages_carry_the_places_along()
    {
        _conf["config"] = "defaults:\n  - db@source.main: mysql\n  - _self_\nlr: 1\n";
        _conf["db/mysql"] = "# @package _global_.elsewhere\nname: my\n";

        Assert.Equal(["my db/mysql:2:7"], Steps("source.main.name"));
    }

    [Fact]
    public void A_key_behind_an_interpolation_is_found_where_it_stands()
    {
        _conf["config"] = "e: {x: 1}\nd: ${e}\n";

        Assert.Equal("e.x", Provenance().Get("d.x").Key);
    }

    [Theory]
    [InlineData("lrr", "lr")]
    [InlineData("port", "db.port")]
    [InlineData("db.prot", "db.port")]
    [InlineData("db.GAMMA", "gamma")]
    public void An_unknown_key_names_the_nearest(string asked, string nearest)
    {
        var error = Assert.Throws<ConfigException>(() => Provenance().Get(asked));

        Assert.StartsWith($"There is no key '{asked}' in the configuration.\nDid you mean '{nearest}'", error.Message);
    }

    [Fact]
    public void The_trail_of_an_interpolation_leads_to_plain_values()
    {
        InterpolationLink[] trail = [.. Provenance("root='${base}'", "+base=/mnt").Trail("path")];

        Assert.Equal(
            ["0 ${root} root ${base}", "1 ${base} base /mnt", "0 ${db.name} db.name my"],
            trail.Select(link => $"{link.Depth} {link.Text} {link.Key} {PythonText.Of(link.Value!)}"));
    }

    [Fact]
    public void Every_key_of_the_golden_compositions_has_a_history_that_ends_in_its_value()
    {
        int compared = 0;
        GoldenCompositions.Each((id, folder, request) =>
        {
            if (Composed(folder, request) is not { } composed)
                return;
            var provenance = ConfigProvenance.Of(composed);
            foreach (KeyHistory history in provenance.Keys.Where(history => !history.Key.StartsWith("hydra.", StringComparison.Ordinal)))
            {
                compared++;
                Assert.True(history.Last.Step.Kind != CompositionStepKind.Composition, $"{id}: {history.Key}");
                Assert.True(history.Node is MapNode || ReferenceEquals(history.Node, history.Last.Value)
                    || PythonText.Of(history.Node ?? ScalarNode.Null) == PythonText.Of(history.Last.Value ?? ScalarNode.Null), $"{id}: {history.Key}");
                Assert.True(history.Last.Origin is not null || history.IsDeleted, $"{id}: {history.Key} has no origin");
            }

            Assert.Equal(Count(composed.Root) - 1, provenance.Keys.Count(history => !history.IsDeleted));
        });
        Assert.True(compared > 1000, $"only {compared} keys were compared");
    }

    private static int Count(ConfigNode node) => 1 + node switch
    {
        MapNode map => map.Values.Sum(Count),
        ListNode list => list.Sum(Count),
        _ => 0,
    };

    private static ComposedConfig? Composed(string folder, CompositionRequest request)
    {
        try
        {
            return new ConfigComposer(new ConfigSearchPath().AddDirectory(folder)).Compose(request);
        }
        catch (ConfigException)
        {
            return null;
        }
    }

    private ConfigProvenance Provenance(params string[] overrides) => ConfigProvenance.Of(_conf.Compose(overrides));

    private string[] Steps(string key, params string[] overrides) =>
    [
        .. Provenance(overrides).Get(key).Changes.Select(change => change.Value is null
            ? $"deleted by {change.Step.Location}"
            : $"{PythonText.Of(change.Value).Replace("'", "", StringComparison.Ordinal)} {Short(change.Place)}"),
    ];

    /// <summary>A place without the folder of the test and without the ending of the file.</summary>
    private string Short(string place) => place
        .Replace(_conf.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Replace('\\', '/')
        .Replace(".yaml", "", StringComparison.Ordinal);
}
