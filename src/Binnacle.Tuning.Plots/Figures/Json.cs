using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

/// <summary>Pieces of plotly.js's JSON.</summary>
internal static class Json
{
    /// <summary>Adds a node. (The array's own generic method is not for ahead-of-time programs.)</summary>
    public static void Put(this JsonArray array, JsonNode? node) => array.Add(node);

    /// <summary>Numbers; what JSON lacks (NaN and infinities) becomes null, which is a gap.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(value => double.IsFinite(value) ? (JsonNode)JsonValue.Create(value) : null)];

    public static JsonArray Numbers(IEnumerable<int> values) => [.. values.Select(value => (JsonNode)JsonValue.Create(value))];

    public static JsonArray Texts(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)JsonValue.Create(value))];

    /// <summary>A text in which plotly.js finds no markup of its own.</summary>
    public static string Plain(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    public static JsonObject Title(string text) => new() { ["text"] = Plain(text) };

    /// <summary>The layout's scale of colours, from strong for the low end to pale for the high one, with a bar at the right.</summary>
    /// <remarks>Which colours these are is left to the page, where it is light or dark.</remarks>
    public static JsonObject ColorAxis(string title, double low, double high, bool isReversed) => new()
    {
        ["cmin"] = low,
        ["cmax"] = high > low ? high : low + 1,
        ["reversescale"] = isReversed,
        ["colorbar"] = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = Plain(title), ["side"] = "right" },
            ["thickness"] = 12,
            ["outlinewidth"] = 0,
        },
    };
}
