using System.Net.Http.Json;
using System.Text.Json;

namespace Binnacle.Server.Tests.Api;

public sealed class GraphQlTests
{
    [Theory]
    [InlineData("query")]
    [InlineData("mutation")]
    public async Task Runs_are_searched_by_a_query_and_by_a_mutation(string kind)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        JsonElement answer = await AskAsync(server, kind + " T { mlflowSearchRuns(input: {experimentIds: [\"0\"]}) { runs { info { runId } } } }");
        Assert.Equal(run, answer.GetProperty("data").GetProperty("mlflowSearchRuns").GetProperty("runs")[0].GetProperty("info").GetProperty("runId").GetString());
        answer = await AskAsync(server, kind + " T { mlflowSearchDatasets(input: {experimentIds: [\"0\"]}) { datasetSummaries { name } } }");
        Assert.Equal(0, answer.GetProperty("data").GetProperty("mlflowSearchDatasets").GetProperty("datasetSummaries").GetArrayLength());
    }

    [Fact]
    public async Task A_query_that_is_too_large_is_refused_before_anything_is_done()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        Assert.StartsWith("GraphQL queries should have at most 10 root fields", await ErrorAsync(server, Many(12, i => $"k{i}: test(inputString: \"a\") {{ output }}", "")), StringComparison.Ordinal);
        Assert.StartsWith("GraphQL queries should have at most 10 aliases", await ErrorAsync(server, Many(12, i => $"k{i}: experiment {{ name }}")), StringComparison.Ordinal);
        string deep = Enumerable.Range(0, 12).Aggregate("name", (inner, _) => $"name {{ {inner} }}");
        Assert.Equal("Query exceeds maximum depth of 10", await ErrorAsync(server, Many(1, _ => $"experiment {{ {deep} }}")));
        Assert.Equal("Query exceeds maximum total selections of 1000", await ErrorAsync(server, Many(1002, i => $"f{i} {{ name }}")));
    }

    [Fact]
    public async Task Named_fragments_are_put_in_wherever_they_stand()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        JsonElement answer = await AskAsync(server, """
            fragment Ids on MlflowRun { info { runId ...Status } }
            query Other { mlflowGetExperiment(input: {experimentId: "9"}) { experiment { name } } }
            query T($ids: [String]) { mlflowSearchRuns(input: {experimentIds: ["0"]}) { runs { ...Ids info { experimentId } } } }
            fragment Status on MlflowRunInfo { status }
            """);
        JsonElement info = answer.GetProperty("data").GetProperty("mlflowSearchRuns").GetProperty("runs")[0].GetProperty("info");
        Assert.Equal((run, "RUNNING", "0"), (info.GetProperty("runId").GetString(), info.GetProperty("status").GetString(), info.GetProperty("experimentId").GetString()));
        Assert.Equal(3, info.EnumerateObject().Count());
        Assert.Equal("Unknown fragment 'None'.", await ErrorAsync(server, Many(1, _ => "...None")));
        Assert.Equal("Cannot spread fragment 'Self' within itself.", await ErrorAsync(server, "fragment Self on X { ...Self } " + Many(1, _ => "...Self")));
        Assert.Equal("Unknown operation named 'T'.", await ErrorAsync(server, "query Other { __typename }"));
        string growing = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"fragment F{i} on X {{ ...F{i + 1} ...F{i + 1} }}"));
        Assert.Equal("Query exceeds maximum total selections of 1000", await ErrorAsync(server, $"{growing} fragment F30 on X {{ name }} {Many(1, _ => "...F0")}"));
    }

    private static string Many(int count, Func<int, string> field, string call = "mlflowGetExperiment(input: {experimentId: \"0\"})") =>
        $"query T {{ {call}{(call.Length > 0 ? " { " : " ")}{string.Join(' ', Enumerable.Range(0, count).Select(field))}{(call.Length > 0 ? " }" : "")} }}";

    private static async Task<string> ErrorAsync(ApiServer server, string query) => (await AskAsync(server, query)).GetProperty("errors")[0].GetString()!;

    private static async Task<JsonElement> AskAsync(ApiServer server, string query)
    {
        using HttpResponseMessage answer = await server.Client.PostAsJsonAsync("/graphql", new { query, operationName = "T" });
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
