using Binnacle.Server.Api.Requests;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Fields that several requests hold.</summary>
internal static class ApiFields
{
    public static readonly MessageType KeyValue = new(Text("key"), Text("value"));

    public static readonly MessageType Metric = new(
        Text("key"), Number("value"), Integer("timestamp"), Integer("step"), Text("model_id"), Text("dataset_name"), Text("dataset_digest"));

    public static MessageField RunId { get; } = Text("run_id").Required();

    public static MessageField RunUuid { get; } = Text("run_uuid");

    public static MessageField ExperimentId { get; } = Text("experiment_id").Required();

    public static MessageField MaxResults { get; } = Integer("max_results");

    public static MessageField PageToken { get; } = Text("page_token");

    public static MessageField ViewType(string name) => Choice(name, "ACTIVE_ONLY", "DELETED_ONLY", "ALL");

    public static MessageField Tags { get; } = Messages("tags", KeyValue);

    public static Dictionary<string, string> ToMap(IReadOnlyList<ApiMessage> items)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (ApiMessage item in items)
            map[item.Text("key")] = item.Text("value");
        return map;
    }
}
