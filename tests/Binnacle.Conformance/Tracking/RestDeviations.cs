using System.Text.Json;

namespace Binnacle.Conformance.Tracking;

/// <summary>Where the server differs from MLflow on purpose, by the rules of docs/compatibility.md.</summary>
internal static class RestDeviations
{
    public static string? RuleFor(JsonElement item, int status, string text)
    {
        int expected = item.GetProperty("expect").GetProperty("status").GetInt32();
        // A fault of the reference: it answers that the server failed, or tells the database's own words.
        if (expected >= 500 && status is >= 400 and < 500)
            return "client-faults-are-400";
        // There the reference answers with the words of its database.
        if (item.GetProperty("expect").TryGetProperty("message_not_compared", out _) && expected == status)
            return "no-sql-in-messages";
        if (item.GetProperty("path").GetString()!.EndsWith("runs/create", StringComparison.Ordinal) && status == 400 && text.Contains("for parameter 'key' supplied: Names may", StringComparison.Ordinal))
            return "tag-keys-checked-at-creation";
        if (item.GetProperty("path").GetString()!.EndsWith("experiments/create", StringComparison.Ordinal) && LeadsUpwards(item) && status == 400)
            return "artifact-locations-stay-inside";
        // A listing that would hold an experiment whose creation was refused by the rule above.
        if (item.GetProperty("expect").ToString().Contains("/a/../../b", StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal))
            return "artifact-locations-stay-inside";
        return null;
    }

    /// <summary>An experiment that the reference makes and we refuse is made without its place, so that later steps find as many.</summary>
    public static void MakeUpFor(GoldenServer server, JsonElement item, string rule)
    {
        if (rule != "artifact-locations-stay-inside" || !item.TryGetProperty("body", out JsonElement body) || !LeadsUpwards(item))
            return;
        using StringContent request = new(JsonSerializer.Serialize(new { name = body.GetProperty("name").GetString() }), System.Text.Encoding.UTF8, "application/json");
        server.Client.PostAsync("/api/2.0/mlflow/experiments/create", request).GetAwaiter().GetResult().Dispose();
    }

    private static bool LeadsUpwards(JsonElement item) => item.TryGetProperty("body", out JsonElement body)
        && body.TryGetProperty("artifact_location", out JsonElement location) && location.ToString().Contains("..", StringComparison.Ordinal);
}
