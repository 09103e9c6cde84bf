using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A column of the runs table.</summary>
/// <param name="Group">What kind of value it shows.</param>
/// <param name="Key">The parameter, metric or tag; for <see cref="ColumnGroup.Run"/> one of the names below.</param>
/// <param name="Title">Its heading.</param>
public sealed record RunColumn(ColumnGroup Group, string Key, string Title)
{
    /// <summary>The run's name.</summary>
    public static RunColumn Name { get; } = new(ColumnGroup.Run, "name", "Run");
    /// <summary>How far the run has come.</summary>
    public static RunColumn Status { get; } = new(ColumnGroup.Run, "status", "Status");
    /// <summary>When it started.</summary>
    public static RunColumn Started { get; } = new(ColumnGroup.Run, "started", "Started");
    /// <summary>How long it took, or has taken so far.</summary>
    public static RunColumn Duration { get; } = new(ColumnGroup.Run, "duration", "Duration");
    /// <summary>Who started it.</summary>
    public static RunColumn User { get; } = new(ColumnGroup.Run, "user", "User");
    /// <summary>The program that made it.</summary>
    public static RunColumn Source { get; } = new(ColumnGroup.Run, "source", "Source");
    /// <summary>The commit of that program's source.</summary>
    public static RunColumn Commit { get; } = new(ColumnGroup.Run, "commit", "Commit");
    /// <summary>Its identifier.</summary>
    public static RunColumn RunId { get; } = new(ColumnGroup.Run, "id", "Run id");

    /// <summary>The columns that every run has.</summary>
    public static IReadOnlyList<RunColumn> Attributes { get; } = [Name, Status, Started, Duration, User, Source, Commit, RunId];

    /// <summary>Names the column in an address: <c>status</c>, <c>params.lr</c>, <c>metrics.loss</c>, <c>tags.team</c>.</summary>
    public string Id => Group == ColumnGroup.Run ? Key : $"{Prefix(Group)}.{Key}";

    /// <summary>Whether its values are numbers, set flush right.</summary>
    public bool IsNumber => Group == ColumnGroup.Metrics || this == Duration;

    /// <summary>The column of a parameter, metric or tag.</summary>
    public static RunColumn Of(ColumnGroup group, string key) => new(group, key, key);

    /// <summary>The column that an address names; null when it names none.</summary>
    public static RunColumn? Parse(string id)
    {
        foreach (ColumnGroup group in new[] { ColumnGroup.Params, ColumnGroup.Metrics, ColumnGroup.Tags })
        {
            string prefix = Prefix(group) + ".";
            if (id.StartsWith(prefix, StringComparison.Ordinal) && id.Length > prefix.Length)
                return Of(group, id[prefix.Length..]);
        }

        return Attributes.FirstOrDefault(column => column.Key == id);
    }

    /// <summary>The value of a run in this column.</summary>
    public RunCell Read(Run run, DateTimeOffset now) => Group switch
    {
        ColumnGroup.Params => run.Params.TryGetValue(Key, out string? param) ? RunCell.OfText(param) : RunCell.None,
        ColumnGroup.Metrics => run.Metrics.TryGetValue(Key, out Metric metric) ? OfMetric(metric) : RunCell.None,
        ColumnGroup.Tags => OfTag(run, Key),
        _ => ReadAttribute(run, now),
    };

    private RunCell ReadAttribute(Run run, DateTimeOffset now) => Key switch
    {
        "name" => new(RunLink.NameOf(run.Info)),
        "status" => new(RunState.Of(run, now).Name),
        "started" => run.Info.StartTime is { } start ? new(TimeText.Utc(start), start) : RunCell.None,
        "duration" => RunState.Duration(run.Info, now) is { } span ? new(TimeText.Duration(span), span.TotalMilliseconds) : RunCell.None,
        "user" => run.Info.UserId.Length > 0 ? new(run.Info.UserId) : OfTag(run, ReservedTags.User),
        "source" => OfTag(run, ReservedTags.SourceName) is { Text: { } source } ? new(source[(source.LastIndexOfAny(['/', '\\']) + 1)..], null, source) : RunCell.None,
        "commit" => OfTag(run, ReservedTags.GitCommit) is { Text: { } commit } ? new(commit[..Math.Min(8, commit.Length)], null, commit) : RunCell.None,
        _ => new(run.Info.RunId),
    };

    private static RunCell OfMetric(Metric metric) =>
        new(NumberText.Short(metric.Value), metric.Value, $"{NumberText.Full(metric.Value)} at step {metric.Step}");

    private static RunCell OfTag(Run run, string key) =>
        run.Tags.TryGetValue(key, out string? tag) && tag.Length > 0 ? RunCell.OfText(tag) : RunCell.None;

    private static string Prefix(ColumnGroup group) => group switch
    {
        ColumnGroup.Params => "params",
        ColumnGroup.Metrics => "metrics",
        _ => "tags",
    };
}
