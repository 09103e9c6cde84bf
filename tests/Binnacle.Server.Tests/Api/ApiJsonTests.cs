using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Binnacle.Server.Tests.Api;

/// <summary>Requests and answers in MLflow's JSON, beyond its golden transcripts.</summary>
public sealed class ApiJsonTests
{
    [Fact]
    public async Task Numbers_keep_every_digit_and_what_JSON_cannot_write_is_a_text()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        await server.PostAsync("runs/log-batch", $$"""
            {"run_id":"{{run}}","metrics":[{"key":"a","value":0.1,"timestamp":9007199254740993,"step":-9223372036854775808},
            {"key":"b","value":1e22,"timestamp":1},{"key":"c","value":3,"timestamp":1},{"key":"n","value":"NaN","timestamp":1}]}
            """);
        JsonElement metrics = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("data").GetProperty("metrics");
        Dictionary<string, JsonElement> found = metrics.EnumerateArray().ToDictionary(metric => metric.GetProperty("key").GetString()!);
        Assert.Equal(9007199254740993, found["a"].GetProperty("timestamp").GetInt64());
        Assert.Equal(long.MinValue, found["a"].GetProperty("step").GetInt64());
        Assert.Equal("0.1", found["a"].GetProperty("value").GetRawText());
        Assert.Equal("3.0", found["c"].GetProperty("value").GetRawText());
        Assert.Equal("NaN", found["n"].GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_long_history_comes_in_pages_without_a_gap()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        for (int batch = 0; batch < 3; batch++)
        {
            string points = string.Join(',', Enumerable.Range(batch * 1000, 1000).Select(step => $$"""{"key":"loss","value":{{step}}.5,"timestamp":{{step}},"step":{{step}}}"""));
            await server.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{{points}}]}""");
        }

        List<long> steps = [];
        string token = "";
        do
        {
            JsonElement page = await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss&max_results=700&page_token={Uri.EscapeDataString(token)}");
            steps.AddRange(page.GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt64()));
            token = page.TryGetProperty("next_page_token", out JsonElement next) ? next.GetString()! : "";
        }
        while (token.Length > 0);
        Assert.Equal(Enumerable.Range(0, 3000).Select(step => (long)step), steps);
    }

    [Fact]
    public async Task Points_of_a_history_are_written_as_those_of_a_run()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        string[] values = ["0.1", "3", "1e22", "-5e-324", "1.7976931348623157e308", "\"NaN\"", "-0.0", "0.30000000000000004"];
        for (int i = 0; i < values.Length; i++)
        {
            await server.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"wörter/ß {{i}}","value":{{values[i]}},"timestamp":{{long.MaxValue - i}},"step":{{long.MinValue + i}}}""");
            JsonElement history = await server.GetAsync($"metrics/get-history?run_id={run}&metric_key={Uri.EscapeDataString($"wörter/ß {i}")}");
            JsonElement latest = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("data").GetProperty("metrics");
            Assert.Contains(history.GetProperty("metrics")[0].GetRawText(), latest.EnumerateArray().Select(metric => metric.GetRawText()));
        }
    }

    [Fact]
    public async Task Filters_beyond_MLflows_are_understood_and_faults_are_told_in_its_words()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        await server.PostAsync("runs/set-tag", $$"""{"run_id":"{{run}}","key":"team","value":"red"}""");
        JsonElement found = await server.PostAsync("runs/search", """{"experiment_ids":["0"],"filter":"tags.team = 'blue' OR (tags.team = 'red' AND NOT params.lr IS NOT NULL)"}""");
        Assert.Equal(1, found.GetProperty("runs").GetArrayLength());
        JsonElement error = await server.PostAsync("runs/search", """{"experiment_ids":["0"],"filter":"nonsense"}""", HttpStatusCode.BadRequest);
        Assert.Equal("Invalid clause(s) in filter string: 'nonsense'", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_batch_over_a_million_bytes_is_refused_whole()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        string tags = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"key":"t{{i}}","value":"{{new string('x', 10_100)}}"}"""));
        JsonElement error = await server.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","tags":[{{tags}}]}""", HttpStatusCode.BadRequest);
        Assert.StartsWith("Batched logging API requests must be at most 1000000 bytes", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_over_the_limit_is_refused_before_it_is_read()
    {
        await using ApiServer server = await ApiServer.StartAsync(options => options with { MaxRequestSize = 1000 });
        JsonElement error = await server.PostAsync("experiments/create", $$"""{"name":"{{new string('x', 2000)}}"}""", HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("BAD_REQUEST", error.GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task The_longest_profile_of_a_dataset_is_taken()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync(), profile = new('"', 16_777_215);
        string dataset = $$"""{"name":"d","digest":"1","source_type":"local","source":"s","profile":{{JsonSerializer.Serialize(profile, JsonSerializerOptions.Web).Replace("\\u0022", "\\\"", StringComparison.Ordinal)}}}""";
        await server.PostAsync("runs/log-inputs", $$"""{"run_id":"{{run}}","datasets":[{"dataset":{{dataset}}}]}""");
        JsonElement inputs = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("inputs");
        Assert.Equal(profile.Length, inputs.GetProperty("dataset_inputs")[0].GetProperty("dataset").GetProperty("profile").GetString()!.Length);
    }

    [Fact]
    public async Task The_description_in_OpenAPI_names_every_call_with_its_fields()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using JsonDocument json = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi.json"));
        JsonElement call = json.RootElement.GetProperty("paths").GetProperty("/api/2.0/mlflow/runs/log-metric").GetProperty("post");
        JsonElement schema = call.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["run_id", "key", "value", "timestamp"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("number", schema.GetProperty("properties").GetProperty("value").GetProperty("type").GetString());
        Assert.True(json.RootElement.GetProperty("paths").EnumerateObject().Count() > 60);
    }

    [Fact]
    public async Task The_run_page_of_MLflow_gets_its_run_by_GraphQL()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        await server.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{"key":"loss","value":"NaN","timestamp":5,"step":7}],"params":[{"key":"lr","value":"0.1"}]}""");
        string query = """
            query GetRun($data: MlflowGetRunInput!) @component(name: "MLflow.ExperimentRunTracking") {
              mlflowGetRun(input: $data) { apiError { helpUrl code message __typename }
                run { info { runName status runUuid endTime startTime __typename } experiment { experimentId name __typename }
                  modelVersions { name version __typename } data { metrics { key value step timestamp __typename } params { key value __typename } __typename } __typename } __typename } }
            """;
        JsonElement data = await GraphAsync(server, query, run);
        JsonElement found = data.GetProperty("data").GetProperty("mlflowGetRun").GetProperty("run");
        Assert.Equal("0", found.GetProperty("info").GetProperty("endTime").GetString());
        Assert.Equal("Default", found.GetProperty("experiment").GetProperty("name").GetString());
        JsonElement metric = Assert.Single(found.GetProperty("data").GetProperty("metrics").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, metric.GetProperty("value").ValueKind);
        Assert.Equal("7", metric.GetProperty("step").GetString());
        Assert.Equal(0, found.GetProperty("modelVersions").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("errors").ValueKind);

        JsonElement missing = await GraphAsync(server, query, "nope");
        Assert.Equal(JsonValueKind.Null, missing.GetProperty("data").GetProperty("mlflowGetRun").ValueKind);
        Assert.Equal("Run with id=nope not found", missing.GetProperty("errors")[0].GetString());
    }

    [Fact]
    public async Task No_body_makes_the_server_fail()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        string[] calls = ["runs/log-metric", "runs/log-batch", "runs/search", "experiments/create", "runs/create", "runs/log-inputs", "logged-models/search", "/graphql"];
        string[] names = ["run_id", "key", "value", "timestamp", "step", "metrics", "params", "tags", "name", "experiment_ids", "order_by", "filter", "max_results", "datasets", "dataset", "query", "variables", "page_token"];
        Gen<string> scalar = Gen.OneOf(
            Gen.Const("null"), Gen.Const("true"), Gen.Const("NaN"), Gen.Const("1e400"), Gen.Int.Select(number => number.ToString()), Gen.Double.Select(number => JsonSerializer.Serialize(double.IsFinite(number) ? number : 0)),
            Gen.String.Select(text => JsonSerializer.Serialize(text)), Gen.Const($"\"{run}\""), Gen.Const("{"), Gen.Const("\"\\ud800\""));
        Gen<string> list = scalar.Array[0, 3].Select(items => $"[{string.Join(',', items)}]");
        Gen<string> map = Gen.Select(Gen.Int[0, names.Length - 1].Select(place => names[place]), Gen.OneOf(scalar, list)).Array[0, 5].Select(items => "{" + string.Join(',', items.Select(item => $"\"{item.Item1}\":{item.Item2}")) + "}");
        Gen<string> nested = Gen.Select(Gen.Int[0, names.Length - 1].Select(place => names[place]), Gen.OneOf(scalar, list, map, map.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"))).Array[0, 6]
            .Select(items => "{" + string.Join(',', items.Select(item => $"\"{item.Item1}\":{item.Item2}")) + "}");
        await Gen.Select(Gen.Int[0, calls.Length - 1].Select(place => calls[place]), Gen.OneOf(nested, scalar, list)).SampleAsync(
            async (call, body) =>
            {
                using StringContent content = new(body, Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await server.Client.PostAsync(call.StartsWith('/') ? call : "/api/2.0/mlflow/" + call, content);
                Assert.True((int)answer.StatusCode < 500, $"{call} {body}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            },
            iter: 2000, threads: 1);
    }

    private static async Task<JsonElement> GraphAsync(ApiServer server, string query, string run)
    {
        string body = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["operationName"] = "GetRun",
            ["query"] = query,
            ["variables"] = new Dictionary<string, object> { ["data"] = new Dictionary<string, string> { ["runId"] = run } },
        });
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.Client.PostAsync("/graphql", content);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
