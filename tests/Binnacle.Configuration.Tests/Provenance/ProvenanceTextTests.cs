using System.Text.Json;
using Binnacle.Configuration.Tests.Composition;

namespace Binnacle.Configuration.Tests.Provenance;

/// <summary>Provenance as it is printed.</summary>
public sealed class ProvenanceTextTests : IDisposable
{
    private readonly Folder _conf = new();

    public ProvenanceTextTests()
    {
        _conf["config"] = "defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nurl: http://${db.host}\ngone: 1\n";
        _conf["db/mysql"] = "host: localhost\nlr: 2\n";
    }

    public void Dispose() => _conf.Dispose();

    [Fact]
    public void The_table_shows_each_key_with_what_it_beat()
    {
        string table = Shown(ProvenanceText.Table(Provenance("lr=0.5", "~gone", "hydra.run.dir=out")));

        Assert.Equal(
            """
            KEY            VALUE              FROM                          BEATS
            hydra.run.dir  out                override 'hydra.run.dir=out'  outputs/${now:%Y-%m-%d}… (pkg://hydra.conf/hydra/output/default.yaml:3:8), ??? (pkg://hydra.conf/hydra/config.yaml:15:8)
            db.host        localhost          CONF/db/mysql.yaml:1:7
            db.lr          2                  CONF/db/mysql.yaml:2:5
            lr             0.5                override 'lr=0.5'             0.1 (CONF/config.yaml:4:5)
            url            http://${db.host}  CONF/config.yaml:5:6
            gone           (deleted)          override '~gone'              1 (CONF/config.yaml:6:7)

            Keys of hydra are shown where they were changed; ask for 'hydra' to see them all, or for a key to see its whole history.
            """.ReplaceLineEndings("\n"),
            Reflowed(table));
    }

    [Fact]
    public void A_key_is_shown_with_the_lines_that_set_it() => Assert.Equal(
        """
        lr = 0.5 (float)

          1. 0.1  CONF/config.yaml:4:5 (the primary config)
             4 | lr: 0.1
               |     ^^^
          2. 0.5  override 'lr=0.5'   <- stands
             lr=0.5
                ^^^
        """.ReplaceLineEndings("\n"),
        Shown(ProvenanceText.Of(Provenance("lr=0.5"), "lr")));

    [Fact]
    public void An_interpolation_is_followed() => Assert.Equal(
        """
        url = http://${db.host} (text)
          resolves to http://localhost (text)
            ${db.host} is db.host = localhost, CONF/db/mysql.yaml:1:7

          1. http://${db.host}  CONF/config.yaml:5:6 (the primary config)
             5 | url: http://${db.host}
               |      ^^^^^^^^^^^^^^^^^
        """.ReplaceLineEndings("\n"),
        Shown(ProvenanceText.Of(Provenance(), "url")));

    [Fact]
    public void An_interpolation_that_leads_nowhere_says_so()
    {
        string text = ProvenanceText.Of(Provenance("+x='${nowhere}'"), "x");

        Assert.Contains("resolves to nothing: Interpolation key 'nowhere' not found", text);
        Assert.Contains("${nowhere} leads nowhere", text);
    }

    [Fact]
    public void A_map_is_shown_by_what_lies_in_it() => Assert.Equal(
        """
        db is a map of 2 keys.
          CONF/db/mysql.yaml (from the defaults list of 'config')

        KEY      VALUE      FROM                    BEATS
        db.host  localhost  CONF/db/mysql.yaml:1:7
        db.lr    2          CONF/db/mysql.yaml:2:5
        """.ReplaceLineEndings("\n"),
        Reflowed(Shown(ProvenanceText.Of(Provenance(), "db"))));

    [Fact]
    public void The_json_form_has_the_history()
    {
        using JsonDocument json = JsonDocument.Parse(ProvenanceJson.Of(Provenance("lr=0.5"), "lr"));
        JsonElement[] history = [.. json.RootElement.GetProperty("history").EnumerateArray()];

        Assert.Equal(0.5, json.RootElement.GetProperty("value").GetDouble());
        Assert.Equal(["config", "override"], history.Select(step => step.GetProperty("kind").GetString()));
        Assert.Equal((4, 5), (history[0].GetProperty("line").GetInt32(), history[0].GetProperty("column").GetInt32()));
    }

    [Fact]
    public void The_json_form_of_all_keys_is_valid_and_complete()
    {
        using JsonDocument json = JsonDocument.Parse(ProvenanceJson.All(Provenance()));
        string[] keys = [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("key").GetString()!)];

        Assert.Superset(new HashSet<string>(["lr", "url", "gone", "db.host", "db.lr"]), keys.ToHashSet());
        Assert.Contains("hydra.run.dir", keys);
    }

    private ConfigProvenance Provenance(params string[] overrides) => ConfigProvenance.Of(_conf.Compose(overrides));

    private string Shown(string text) => text.Replace(_conf.Path, "CONF", StringComparison.Ordinal).Replace('\\', '/');

    /// <summary>Columns as wide as they are without the folder of the test.</summary>
    private static string Reflowed(string table)
    {
        string[] lines = table.Split('\n');
        int first = Array.FindIndex(lines, line => line.StartsWith("KEY", StringComparison.Ordinal)), last = Array.FindIndex(lines, first, line => line.Length == 0);
        last = last < 0 ? lines.Length : last;
        int[] starts = [.. new[] { "KEY", "VALUE", "FROM", "BEATS" }.Select(title => lines[first].IndexOf(title, StringComparison.Ordinal))];
        string[][] rows = [.. lines[first..last].Select(line => Cells(line, starts))];
        return string.Join('\n', [.. lines[..first], .. TextTable.Lines(rows[0], rows[1..]), .. lines[last..]]);
    }

    private static string[] Cells(string line, int[] starts)
    {
        string[] cells = System.Text.RegularExpressions.Regex.Split(line, "  +");
        return [.. cells, .. Enumerable.Repeat("", starts.Length - cells.Length)];
    }
}
