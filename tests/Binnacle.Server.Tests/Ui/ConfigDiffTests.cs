using System.Text.Json;
using Binnacle.Server.Ui.Compare;

namespace Binnacle.Server.Tests.Ui;

public sealed class ConfigDiffTests
{
    [Fact]
    public void Values_that_differ_come_first_and_missing_ones_differ()
    {
        var rows = ConfigDiff.Rows([Flatten("""{"a":1,"lr":0.1,"model":{"layers":[1,2]}}"""), Flatten("""{"a":1,"lr":0.2,"model":{"layers":[1]}}""")]);
        Assert.Equal(["lr:True", "model.layers.1:True", "a:False", "model.layers.0:False"], rows.Select(row => $"{row.Key}:{row.Differs}"));
        Assert.Equal(["2", null], rows[1].Values);
    }

    private static Dictionary<string, string> Flatten(string json) => ConfigDiff.Flatten(JsonDocument.Parse(json).RootElement);
}
