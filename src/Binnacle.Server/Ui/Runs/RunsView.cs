using System.Globalization;
using System.Text;
using Binnacle.Tracking;
using Microsoft.AspNetCore.WebUtilities;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What the runs table shows, as its address keeps it; whoever opens the address sees the same.</summary>
public sealed record RunsView
{
    /// <summary>Condition in MLflow's search syntax. Default: none.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The column to sort by. Default: the start.</summary>
    public RunColumn Sort { get; init; } = RunColumn.Started;

    /// <summary>Greatest first. Default: true, newest first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Active runs, deleted ones, or both. Default: active.</summary>
    public ViewType Lifecycle { get; init; } = ViewType.ActiveOnly;

    /// <summary>Only runs of this status. Default: null, whatever the status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only runs that started at most so long ago. Default: null, whenever they started.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>The columns picked, in order; null for the default ones.</summary>
    public IReadOnlyList<ColumnChoice>? Columns { get; init; }

    /// <summary>What the runs are grouped by: a parameter, a tag, or the parent run. Default: null, not at all.</summary>
    public RunColumn? Group { get; init; }

    /// <summary>The groups whose runs are shown, by value or by the parent's id.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];

    /// <summary>Whether charts of the runs are shown beside the table. Default: false.</summary>
    public bool Charts { get; init; }

    /// <summary>Runs left out of the charts, by id.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Colours that somebody gave to runs, <c>#rrggbb</c> by id.</summary>
    public IReadOnlyDictionary<string, string> Colors { get; init; } = new Dictionary<string, string>();

    /// <summary>The runs chosen, by id; after a <c>*</c>, all but those. Default: none.</summary>
    public IReadOnlyList<string> Selected { get; init; } = [];

    /// <summary>How an address names <see cref="Lifecycle"/>; null for the default.</summary>
    public string? LifecycleName => Lifecycle switch { ViewType.DeletedOnly => "deleted", ViewType.All => "all", _ => null };

    /// <summary>How an address names <see cref="Since"/>: hours, such as <c>24h</c>.</summary>
    public string? SinceName => Since is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.##}h") : null;

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
            Status = RunStatusNames.Parse(values.GetValueOrDefault("status")),
            Since = ParseSince(values.GetValueOrDefault("since")),
            Columns = values.TryGetValue("columns", out string? columns) ? ParseColumns(columns) : null,
            Group = ParseGroup(values.GetValueOrDefault("group", "")),
            Open = List(values.GetValueOrDefault("open", "")),
            Charts = values.GetValueOrDefault("charts") == "1",
            Hidden = List(values.GetValueOrDefault("hidden", "")),
            Selected = List(values.GetValueOrDefault("selected", "")),
            Colors = ParseColors(values.GetValueOrDefault("colors", "")),
        };
    }

    public static ViewType ParseLifecycle(string? name) => name switch
    {
        "deleted" => ViewType.DeletedOnly,
        "all" => ViewType.All,
        _ => ViewType.ActiveOnly,
    };

    public static TimeSpan? ParseSince(string? name) =>
        name is [.., 'h'] && double.TryParse(name[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double hours) && hours is > 0 and < 1e6
            ? TimeSpan.FromHours(Math.Round(hours, 2)) : null;

    public static RunColumn? ParseGroup(string name) =>
        RunColumn.Parse(name) is { } column && (column == RunColumn.Parent || column.Group is ColumnGroup.Params or ColumnGroup.Tags) ? column : null;

    /// <summary>The address' query, with its question mark; empty when everything is at its default.</summary>
    public string ToQuery()
    {
        StringBuilder query = new();
        Add("filter", Filter.Length > 0 ? Filter : null);
        Add("sort", Sort == RunColumn.Started ? null : Sort.Id);
        Add("order", Descending == (Sort == RunColumn.Started) ? null : Descending ? "desc" : "asc");
        Add("state", LifecycleName);
        Add("status", Status?.ToName());
        Add("since", SinceName);
        Add("columns", Columns is null ? null : string.Join(',', Columns.Select(column => column.ToText())));
        Add("group", Group?.Id);
        Add("open", Text(Open));
        Add("charts", Charts ? "1" : null);
        Add("hidden", Text(Hidden));
        Add("selected", Text(Selected));
        Add("colors", Colors.Count == 0 ? null : ColorsText(Colors));
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

    /// <summary>A list with an item more, or without it if it was there.</summary>
    public static IReadOnlyList<string> Toggle(IReadOnlyList<string> list, string item) =>
        list.Contains(item) ? [.. list.Where(other => other != item)] : [.. list, item];

    private static ColumnChoice[] ParseColumns(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ColumnChoice.Parse).OfType<ColumnChoice>().DistinctBy(choice => choice.Column)];

    private static string? Text(IReadOnlyList<string> items) => items.Count == 0 ? null : string.Join(',', items.Select(Uri.EscapeDataString));

    private static string[] List(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).Distinct()];

    /// <summary>How an address writes colours of runs.</summary>
    public static string ColorsText(IReadOnlyDictionary<string, string> colors) => Text([.. colors.Select(item => $"{item.Key}{item.Value}")]) ?? "";

    /// <summary>Colours of runs out of an address; what is none is left out.</summary>
    public static IReadOnlyDictionary<string, string> ParseColors(string text)
    {
        Dictionary<string, string> colors = [];
        foreach (string item in List(text))
        {
            int sign = item.LastIndexOf('#');
            if (sign > 0 && IsColor(item[sign..]))
                colors[item[..sign]] = item[sign..];
        }

        return colors;
    }

    /// <summary>Whether a text is <c>#rrggbb</c>; nothing else gets into a style.</summary>
    public static bool IsColor(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigitLower);
}
