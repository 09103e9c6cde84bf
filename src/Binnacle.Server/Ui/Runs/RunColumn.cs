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

    /// <summary>When it ended.</summary>
    public static RunColumn Ended { get; } = new(ColumnGroup.Run, "ended", "Ended");
    /// <summary>What somebody wrote about it.</summary>
    public static RunColumn Description { get; } = new(ColumnGroup.Run, "description", "Description");
    /// <summary>The run that it is nested in.</summary>
    public static RunColumn Parent { get; } = new(ColumnGroup.Run, "parent", "Parent run");

    /// <summary>The columns that every run has.</summary>
    public static IReadOnlyList<RunColumn> Attributes { get; } = [Name, Status, Started, Duration, Ended, User, Source, Commit, Description, Parent, RunId];

    /// <summary>Which value of a metric. Default: the latest.</summary>
    public MetricValue Value { get; init; }

    /// <summary>Names the column in an address: <c>status</c>, <c>params.lr</c>, <c>metrics.loss</c>, <c>min.loss</c>, <c>tags.team</c>.</summary>
    public string Id => Group == ColumnGroup.Run ? Key : $"{Prefix}.{Key}";

    /// <summary>Whether its values are numbers, set flush right.</summary>
    public bool IsNumber => Group == ColumnGroup.Metrics || this == Duration;

    /// <summary>How a store's <c>order_by</c> names it; null where stores cannot order by it as people expect (numbers in parameters are texts to them).</summary>
    public string? OrderField => this switch
    {
        { Group: ColumnGroup.Metrics, Value: MetricValue.Latest } when !Key.Contains('`') => $"metrics.`{Key}`",
        { Group: ColumnGroup.Run, Key: "name" } => "attributes.run_name",
        { Group: ColumnGroup.Run, Key: "status" } => "attributes.status",
        { Group: ColumnGroup.Run, Key: "started" } => "attributes.start_time",
        { Group: ColumnGroup.Run, Key: "ended" } => "attributes.end_time",
        { Group: ColumnGroup.Run, Key: "id" } => "attributes.run_id",
        _ => null,
    };

    private string Prefix => Group switch
    {
        ColumnGroup.Params => "params",
        ColumnGroup.Tags => "tags",
        _ => Value switch
        {
            MetricValue.Min => "min",
            MetricValue.Max => "max",
            MetricValue.MinStep => "minstep",
            MetricValue.MaxStep => "maxstep",
            _ => "metrics",
        },
    };

    /// <summary>The column of a parameter, metric or tag.</summary>
    public static RunColumn Of(ColumnGroup group, string key) => new(group, key, key);

    /// <summary>The column of one value of a metric.</summary>
    public static RunColumn Of(string metric, MetricValue value) => new(ColumnGroup.Metrics, metric, value switch
    {
        MetricValue.Min => $"{metric} (min)",
        MetricValue.Max => $"{metric} (max)",
        MetricValue.MinStep => $"{metric} (step of min)",
        MetricValue.MaxStep => $"{metric} (step of max)",
        _ => metric,
    }) { Value = value };

    /// <summary>The column that an address names; null when it names none.</summary>
    public static RunColumn? Parse(string id)
    {
        int dot = id.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || dot == id.Length - 1)
            return Attributes.FirstOrDefault(column => column.Key == id);
        string key = id[(dot + 1)..];
        return id[..dot] switch
        {
            "params" => Of(ColumnGroup.Params, key),
            "tags" => Of(ColumnGroup.Tags, key),
            "metrics" => Of(ColumnGroup.Metrics, key),
            "min" => Of(key, MetricValue.Min),
            "max" => Of(key, MetricValue.Max),
            "minstep" => Of(key, MetricValue.MinStep),
            "maxstep" => Of(key, MetricValue.MaxStep),
            _ => null,
        };
    }

    /// <summary>The value of a run in this column.</summary>
    /// <param name="run">The run, with the parts that <see cref="RunNeeds"/> names.</param>
    /// <param name="now">The time, for what is still going on.</param>
    /// <param name="summaries">Least and greatest values of its metrics, for the columns that show them.</param>
    public RunCell Read(Run run, DateTimeOffset now, IReadOnlyDictionary<string, MetricSummary>? summaries = null) => Group switch
    {
        ColumnGroup.Params => run.Params.TryGetValue(Key, out string? param) ? RunCell.OfText(param) : RunCell.None,
        ColumnGroup.Metrics when Value == MetricValue.Latest => run.Metrics.TryGetValue(Key, out Metric metric) ? OfMetric(metric) : RunCell.None,
        ColumnGroup.Metrics => summaries is not null && summaries.TryGetValue(Key, out MetricSummary summary) ? OfSummary(summary) : RunCell.None,
        ColumnGroup.Tags => OfTag(run, Key),
        _ => ReadAttribute(run, now),
    };

    private RunCell ReadAttribute(Run run, DateTimeOffset now) => Key switch
    {
        "name" => new(RunLink.NameOf(run.Info)),
        "status" => new(RunState.Of(run, now).Name),
        "started" => run.Info.StartTime is { } start ? new(TimeText.Utc(start), start) : RunCell.None,
        "duration" => RunState.Duration(run.Info, now) is { } span ? new(TimeText.Duration(span), span.TotalMilliseconds) : RunCell.None,
        "ended" => run.Info.EndTime is { } end ? new(TimeText.Utc(end), end) : RunCell.None,
        "description" => OfTag(run, ReservedTags.Note),
        "parent" => OfTag(run, ReservedTags.ParentRunId),
        "user" => run.Info.UserId.Length > 0 ? new(run.Info.UserId) : OfTag(run, ReservedTags.User),
        "source" => OfTag(run, ReservedTags.SourceName) is { Text: { } source } ? new(source[(source.LastIndexOfAny(['/', '\\']) + 1)..], null, source) : RunCell.None,
        "commit" => OfTag(run, ReservedTags.GitCommit) is { Text: { } commit } ? new(commit[..Math.Min(8, commit.Length)], null, commit) : RunCell.None,
        _ => new(run.Info.RunId),
    };

    private static RunCell OfMetric(Metric metric) =>
        new(NumberText.Short(metric.Value), metric.Value, $"{NumberText.Full(metric.Value)} at step {metric.Step}");

    private static RunCell OfTag(Run run, string key) =>
        run.Tags.TryGetValue(key, out string? tag) && tag.Length > 0 ? RunCell.OfText(tag) : RunCell.None;

    private RunCell OfSummary(MetricSummary summary) => Value switch
    {
        MetricValue.Min => OfExtreme(summary.Min, summary.MinStep),
        MetricValue.Max => OfExtreme(summary.Max, summary.MaxStep),
        MetricValue.MinStep => new(NumberText.Short(summary.MinStep), summary.MinStep, $"{NumberText.Full(summary.Min)} at this step"),
        _ => new(NumberText.Short(summary.MaxStep), summary.MaxStep, $"{NumberText.Full(summary.Max)} at this step"),
    };

    private static RunCell OfExtreme(double value, long step) => new(NumberText.Short(value), value, $"{NumberText.Full(value)} at step {step}");
}
