namespace Binnacle.Tracking;

/// <summary>What a batch may hold.</summary>
internal static class BatchRules
{
    public static void Check(RunBatch batch)
    {
        CheckCount("metrics", batch.Metrics.Count, RunBatch.MaxMetrics);
        CheckCount("params", batch.Params.Count, RunBatch.MaxParams);
        CheckCount("tags", batch.Tags.Count, RunBatch.MaxTags);
        CheckCount("metrics, params, and tags", batch.Metrics.Count + batch.Params.Count + batch.Tags.Count, RunBatch.MaxMetrics);
        for (int i = 0; i < batch.Metrics.Count; i++)
            NameRules.CheckMetric(batch.Metrics[i], $"metrics[{i}].name");
        for (int i = 0; i < batch.Params.Count; i++)
            NameRules.CheckParam(batch.Params[i], $"params[{i}].key");
        for (int i = 0; i < batch.Tags.Count; i++)
            NameRules.CheckTag(batch.Tags[i].Key, $"tags[{i}].key");

        string[] doubled = [.. batch.Params.GroupBy(param => param.Key, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"'{group.Key}'")];
        if (doubled.Length > 0)
        {
            throw TrackingException.Invalid($"Duplicate parameter keys have been submitted: [{string.Join(", ", doubled)}]. "
                + "Please ensure the request contains only one param value per param key.");
        }
    }

    private static void CheckCount(string what, int count, int limit)
    {
        if (count > limit)
        {
            throw TrackingException.Invalid($"A batch logging request can contain at most {limit} {what}. Got {count} {what}. "
                + $"Please split up {what} across multiple requests and try again.");
        }
    }
}
