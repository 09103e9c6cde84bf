using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What has to be read of a run to fill some columns.</summary>
/// <param name="Parts">Values as they are logged.</param>
/// <param name="Summaries">Metrics whose least and greatest values are shown.</param>
internal sealed record RunNeeds(RunParts Parts, IReadOnlyList<string> Summaries)
{
    // Whether a run that never ended is still being written, and what it is called.
    private static readonly string[] Always = [ReservedTags.RunName, ReservedTags.Process, ReservedTags.Heartbeat];

    public static RunNeeds Of(IEnumerable<RunColumn> columns)
    {
        ILookup<ColumnGroup, RunColumn> groups = columns.ToLookup(column => column.Group);
        IEnumerable<string> Keys(ColumnGroup group) => groups[group].Select(column => column.Key);
        return new RunNeeds(
            new RunParts
            {
                Params = [.. Keys(ColumnGroup.Params)],
                Metrics = [.. groups[ColumnGroup.Metrics].Where(column => column.Value == MetricValue.Latest).Select(column => column.Key)],
                Tags = [.. Always.Concat(Keys(ColumnGroup.Tags)).Concat(Keys(ColumnGroup.Run).Select(TagOf).OfType<string>()).Distinct()],
            },
            [.. groups[ColumnGroup.Metrics].Where(column => column.Value != MetricValue.Latest).Select(column => column.Key).Distinct()]);
    }

    private static string? TagOf(string attribute) => attribute switch
    {
        "user" => ReservedTags.User,
        "source" => ReservedTags.SourceName,
        "commit" => ReservedTags.GitCommit,
        "description" => ReservedTags.Note,
        "parent" => ReservedTags.ParentRunId,
        _ => null,
    };
}
