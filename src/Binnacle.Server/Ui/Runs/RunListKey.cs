using System.Globalization;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What determines a list of runs and its order; pages with the same key share one list.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="User">Who looks; null without users. Users may see different runs.</param>
/// <param name="Filter">Condition in the search syntax, as it was typed.</param>
/// <param name="Lifecycle">Active runs, deleted ones, or both.</param>
/// <param name="Status">Only runs of this status.</param>
/// <param name="Since">Only runs that started at most so long ago.</param>
/// <param name="Sort">The column to sort by.</param>
/// <param name="Descending">Greatest first.</param>
/// <param name="Group">What they are grouped by.</param>
internal sealed record RunListKey(
    string ExperimentId, string? User, string Filter, ViewType Lifecycle, RunStatus? Status, TimeSpan? Since, RunColumn Sort, bool Descending, RunColumn? Group)
{
    public static RunListKey Of(string experimentId, string? user, RunsView view) => new(
        experimentId, user, view.Filter, view.Lifecycle, view.Status, view.Since, view.Sort, view.Descending, view.Group);

    /// <summary>The search for its runs, in its order where the store can order so.</summary>
    public RunQuery ToQuery(DateTimeOffset now)
    {
        List<string> conditions = [];
        if (Filter.Length > 0)
            conditions.Add($"({Filter})");
        if (Status is { } status)
            conditions.Add($"attributes.status = '{status.ToName()}'");
        if (Since is { } span)
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"attributes.start_time >= {(now - span).ToUnixTimeMilliseconds()}"));
        return new RunQuery
        {
            ExperimentIds = [ExperimentId],
            // By itself, the filter is sent as it was typed, so that a message about it names its columns.
            Filter = conditions is [_] && Filter.Length > 0 ? Filter : string.Join(" AND ", conditions),
            View = Lifecycle,
            OrderBy = Sort.OrderField is { } field ? [$"{field} {(Descending ? "DESC" : "ASC")}"] : [],
        };
    }
}
