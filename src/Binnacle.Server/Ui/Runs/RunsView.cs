using System.Text;
using Binnacle.Tracking;
using Microsoft.AspNetCore.WebUtilities;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What the runs table shows, as its address keeps it; whoever opens the address sees the same.</summary>
internal sealed record RunsView
{
    /// <summary>Condition in MLflow's search syntax. Default: none.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The column to sort by. Default: the start.</summary>
    public RunColumn Sort { get; init; } = RunColumn.Started;

    /// <summary>Greatest first. Default: true, newest first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Active runs, deleted ones, or both. Default: active.</summary>
    public ViewType Lifecycle { get; init; } = ViewType.ActiveOnly;

    /// <summary>The columns picked, in order; null for the default ones.</summary>
    public IReadOnlyList<RunColumn>? Columns { get; init; }

    /// <summary>How an address names <see cref="Lifecycle"/>; null for the default.</summary>
    public string? LifecycleName => Lifecycle switch { ViewType.DeletedOnly => "deleted", ViewType.All => "all", _ => null };

    /// <summary>Reads an address' query. What it does not understand, it leaves at the default.</summary>
    public static RunsView Parse(string query)
    {
        Dictionary<string, string> values = QueryHelpers.ParseQuery(query).ToDictionary(item => item.Key, item => item.Value.ToString());
        RunColumn sort = RunColumn.Parse(values.GetValueOrDefault("sort", "")) ?? RunColumn.Started;
        return new RunsView
        {
            Filter = values.GetValueOrDefault("filter", "").Trim(),
            Sort = sort,
            Descending = values.TryGetValue("order", out string? order) ? order == "desc" : sort == RunColumn.Started,
            Lifecycle = ParseLifecycle(values.GetValueOrDefault("state")),
            Columns = values.TryGetValue("columns", out string? columns) ? ParseColumns(columns) : null,
        };
    }

    public static ViewType ParseLifecycle(string? name) => name switch
    {
        "deleted" => ViewType.DeletedOnly,
        "all" => ViewType.All,
        _ => ViewType.ActiveOnly,
    };

    /// <summary>The address' query, with its question mark; empty when everything is at its default.</summary>
    public string ToQuery()
    {
        StringBuilder query = new();
        Add("filter", Filter.Length > 0 ? Filter : null);
        Add("sort", Sort == RunColumn.Started ? null : Sort.Id);
        Add("order", Descending == (Sort == RunColumn.Started) ? null : Descending ? "desc" : "asc");
        Add("state", LifecycleName);
        Add("columns", Columns is null ? null : string.Join(',', Columns.Select(column => Uri.EscapeDataString(column.Id))));
        return query.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    /// <summary>The view after a click on a heading: sorted by it, or the other way round when it already was.</summary>
    public RunsView SortedBy(RunColumn column) => column == Sort
        ? this with { Descending = !Descending }
        : this with { Sort = column, Descending = column == RunColumn.Started };

    /// <summary>The runs in the view's order: runs without a value come last, ties newest first.</summary>
    public List<Run> Order(IReadOnlyList<Run> runs, DateTimeOffset now)
    {
        List<(Run Run, RunCell Cell)> rows = [.. runs.Select(run => (run, Sort.Read(run, now)))];
        int sign = Descending ? -1 : 1;
        rows.Sort((a, b) =>
        {
            int order = (a.Cell.Text is null).CompareTo(b.Cell.Text is null);
            if (order == 0 && a.Cell.Text is not null)
                order = sign * a.Cell.OrderAgainst(b.Cell);
            if (order == 0)
                order = (b.Run.Info.StartTime ?? 0).CompareTo(a.Run.Info.StartTime ?? 0);
            return order != 0 ? order : string.CompareOrdinal(a.Run.Info.RunId, b.Run.Info.RunId);
        });
        return [.. rows.Select(row => row.Run)];
    }

    private static RunColumn[] ParseColumns(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => RunColumn.Parse(Uri.UnescapeDataString(id))).OfType<RunColumn>().Distinct()];
}
