using System.Text;
using System.Text.Json;

namespace Binnacle.Conformance.Tracking;

/// <summary>Attacks that servers of MLflow have fallen for, each against a server that must stand it.</summary>
internal sealed class SecurityFile : GoldenFile
{
    private const string Canary = "CANARY-5d1c";

    public override string Name => "security.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using GoldenServer server = new();
        File.WriteAllText(Path.Combine(server.Outside, "canary.txt"), Canary);
        Dictionary<string, string> names = Prepare(server);
        foreach (CaseOutcome outcome in JsonLines.Run(path, item => Check(server, item, new Dictionary<string, string>(names, StringComparer.Ordinal))))
            yield return outcome;
    }

    private static Dictionary<string, string> Prepare(GoldenServer server)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal) { ["outside"] = server.Outside };
        using JsonDocument experiment = Post(server, "experiments/create", """{"name":"security"}""");
        names["exp1"] = experiment.RootElement.GetProperty("experiment_id").GetString()!;
        using JsonDocument run = Post(server, "runs/create", $$"""{"experiment_id":"{{names["exp1"]}}"}""");
        names["run1"] = run.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        using StringContent ok = new("ok");
        server.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/{names["exp1"]}/{names["run1"]}/artifacts/ok.txt", ok).GetAwaiter().GetResult().EnsureSuccessStatusCode();
        Post(server, "registered-models/create", """{"name":"victim-public"}""").Dispose();
        return names;
    }

    private static JsonDocument Post(GoldenServer server, string call, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = server.Client.PostAsync("/api/2.0/mlflow/" + call, content).GetAwaiter().GetResult();
        string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{call}: {text}");
    }

    private static CaseOutcome Check(GoldenServer server, JsonElement item, Dictionary<string, string> names)
    {
        SortedSet<string> files = Files(server);
        int experiments = CountExperiments(server);
        List<RawAnswer> answers = [];
        foreach (JsonElement request in item.GetProperty("requests").EnumerateArray())
        {
            answers.Add(Send(server, request, names));
            CaptureIds(answers[^1], names);
        }

        string must = item.GetProperty("safe_server").GetProperty("must").ToString();
        string? fault = Fault(item, answers, must)
            ?? (Files(server).SetEquals(files) ? null : "a file outside the artifact root was written or deleted")
            ?? (IsAlive(server) ? null : "the server does not answer any more")
            ?? (must.Contains("not created", StringComparison.Ordinal) || must.Contains("not stored", StringComparison.Ordinal) || must.Contains("refuse already", StringComparison.Ordinal)
                ? CountExperiments(server) == experiments ? null : "an experiment was created" : null);
        return fault is null ? CaseOutcome.Pass("") : CaseOutcome.Fail("", $"{fault}; answers: {string.Join(" | ", answers.Select(answer => $"{answer.Status} {answer.Body}"))}");
    }

    private static string? Fault(JsonElement item, List<RawAnswer> answers, string must)
    {
        RawAnswer last = answers[^1];
        if (!item.GetProperty("safe_server").GetProperty("any_status").EnumerateArray().Any(status => status.GetInt32() == last.Status))
            return $"status {last.Status} is none of the safe ones";
        if (answers.Any(answer => answer.Body.Contains(Canary, StringComparison.Ordinal)))
            return "a file outside the artifact root was read";
        if (answers.Any(answer => answer.Headers.ContainsKey("Access-Control-Allow-Origin")))
            return "another origin is let in";
        if (answers.Any(answer => answer.Body.Length > 0 && answer.Header("X-Content-Type-Options") != "nosniff"))
            return "X-Content-Type-Options: nosniff is missing";
        if (last.Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal) && last.Body.Contains("<script", StringComparison.Ordinal))
            return "markup of the request is in a page";
        if (must.Contains("attachment", StringComparison.Ordinal) && !last.Header("Content-Disposition").StartsWith("attachment", StringComparison.Ordinal))
            return "the file is no download";
        if (must.Contains("X-Frame-Options", StringComparison.Ordinal) && last.Header("X-Frame-Options") is not ("DENY" or "SAMEORIGIN"))
            return "the page may be framed";
        if (must.Contains("does not contain experiment data", StringComparison.Ordinal) && last.Body.Contains("experiment_id", StringComparison.Ordinal))
            return "experiments are shown";
        return must.Contains("no run returned", StringComparison.Ordinal) && last.Body.Contains("run_id", StringComparison.Ordinal) ? "a run was returned" : null;
    }

    private static RawAnswer Send(GoldenServer server, JsonElement request, Dictionary<string, string> names)
    {
        Dictionary<string, string> headers = request.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => Fill(header.Value.GetString()!, names));
        byte[]? body = Body(request.GetProperty("body"), names);
        if (body is not null)
            headers.TryAdd("Content-Type", "application/json");
        return RawHttp.Send(server.Address, request.GetProperty("method").GetString()!, Fill(request.GetProperty("path").GetString()!, names), headers, body);
    }

    private static byte[]? Body(JsonElement body, Dictionary<string, string> names) => body.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Encoding.UTF8.GetBytes(Fill(body.GetString()!, names)),
        JsonValueKind.Object when body.TryGetProperty("$concat", out JsonElement parts) => Encoding.UTF8.GetBytes(Concat(parts)),
        _ => Encoding.UTF8.GetBytes(Fill(Expand(body), names)),
    };

    /// <summary>JSON with its <c>$concat</c> and <c>$repeat</c> texts written out.</summary>
    private static string Expand(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty("$concat", out JsonElement parts) => JsonSerializer.Serialize(Concat(parts)),
        JsonValueKind.Object => "{" + string.Join(',', value.EnumerateObject().Select(field => $"{JsonSerializer.Serialize(field.Name)}:{Expand(field.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', value.EnumerateArray().Select(Expand)) + "]",
        _ => value.GetRawText(),
    };

    private static string Concat(JsonElement parts) => string.Concat(parts.EnumerateArray().Select(GoldenText.Expand));

    private static string Fill(string text, Dictionary<string, string> names)
    {
        foreach ((string name, string value) in names)
            text = text.Replace($"<<{name}>>", value, StringComparison.Ordinal);
        return text;
    }

    private static void CaptureIds(RawAnswer answer, Dictionary<string, string> names)
    {
        foreach ((string name, string field) in new[] { ("expx", "\"experiment_id\":\""), ("runx", "\"run_id\":\"") })
        {
            int start = answer.Body.IndexOf(field, StringComparison.Ordinal);
            if (answer.Status == 200 && start >= 0)
                names[name] = answer.Body[(start + field.Length)..].Split('"')[0];
        }
    }

    private static SortedSet<string> Files(GoldenServer server) => new(
        Directory.EnumerateFiles(server.Outside, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("mlartifacts", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("mlflow.db", StringComparison.Ordinal)),
        StringComparer.Ordinal);

    private static int CountExperiments(GoldenServer server)
    {
        using JsonDocument page = Post(server, "experiments/search", """{"max_results":1000,"view_type":"ALL"}""");
        return page.RootElement.GetProperty("experiments").GetArrayLength();
    }

    private static bool IsAlive(GoldenServer server) => server.Client.GetStringAsync("/health").GetAwaiter().GetResult() == "OK";
}
