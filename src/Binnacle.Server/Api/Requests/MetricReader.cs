using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api.Requests;

/// <summary>Reads the points of a batch straight into metrics: most of what a server reads is points, and they name few keys.</summary>
internal sealed class MetricReader
{
    private const int MaxKept = 32;
    private readonly List<string> _keys = [];

    /// <summary>Reads a point by the rules of <see cref="MessageReader"/>; false when a value could not be read, with what came before it.</summary>
    public bool TryRead(JsonElement json, out Metric metric)
    {
        metric = new Metric("", 0, 0, 0);
        if (json.ValueKind != JsonValueKind.Object)
            return false;
        foreach (JsonProperty field in json.EnumerateObject())
        {
            if (!TryReadField(field, ref metric))
                return false;
        }

        return true;
    }

    private bool TryReadField(JsonProperty field, ref Metric metric)
    {
        JsonElement value = field.Value;
        if (field.NameEquals("key"u8))
            return TrySet(ref metric, value, Key(value), static (old, key) => old with { Key = key });
        if (field.NameEquals("value"u8))
            return TrySet(ref metric, value, MessageReader.Number(value), static (old, number) => old with { Value = number });
        if (field.NameEquals("timestamp"u8))
            return TrySet(ref metric, value, MessageReader.Integer(value), static (old, number) => old with { Timestamp = number });
        if (field.NameEquals("step"u8))
            return TrySet(ref metric, value, MessageReader.Integer(value), static (old, number) => old with { Step = number });
        return TryReadLink(field, ref metric);
    }

    private static bool TryReadLink(JsonProperty field, ref Metric metric)
    {
        MetricLink link = metric.Link ?? new MetricLink(null);
        string? text = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : null;
        switch (field.Name)
        {
            case "model_id" or "modelId":
                metric = metric with { Link = link with { ModelId = text } };
                break;
            case "dataset_name" or "datasetName":
                metric = metric with { Link = link with { DatasetName = text } };
                break;
            case "dataset_digest" or "datasetDigest":
                metric = metric with { Link = link with { DatasetDigest = text } };
                break;
            default:
                return true;
        }

        return text is not null || field.Value.ValueKind == JsonValueKind.Null;
    }

    private static bool TrySet<T>(ref Metric metric, JsonElement json, T? value, Func<Metric, T, Metric> set)
        where T : struct
    {
        if (value is not { } given)
            return json.ValueKind == JsonValueKind.Null;
        metric = set(metric, given);
        return true;
    }

    private static bool TrySet(ref Metric metric, JsonElement json, string? value, Func<Metric, string, Metric> set)
    {
        if (value is null)
            return json.ValueKind == JsonValueKind.Null;
        metric = set(metric, value);
        return true;
    }

    private string? Key(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        foreach (string known in _keys)
        {
            if (value.ValueEquals(known))
                return known;
        }

        string key = value.GetString()!;
        if (_keys.Count < MaxKept)
            _keys.Add(key);
        return key;
    }
}
