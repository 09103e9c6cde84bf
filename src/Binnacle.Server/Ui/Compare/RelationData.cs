using System.Text.Json;
using System.Text.Json.Serialization;
using Binnacle.Server.Ui.Charts;
using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Compare;

/// <summary>What the parallel-coordinates and scatter charts of compared runs are drawn from.</summary>
/// <param name="Fields">The axes to choose from: parameters that differ, then metrics.</param>
/// <param name="Runs">The runs with a value for each axis.</param>
internal sealed record RelationData(IReadOnlyList<RelationField> Fields, IReadOnlyList<RelationRun> Runs)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static RelationData Of(RunComparison comparison)
    {
        ComparedRow[] rows = [.. comparison.Rows.Where(row =>
            row.Column.Group == ColumnGroup.Metrics || (row.Column.Group == ColumnGroup.Params && row.Differs))];
        return new RelationData(
            [.. rows.Select(row => new RelationField(row.Column.Title, row.Column.Group == ColumnGroup.Metrics))],
            [.. comparison.Runs.Select((run, index) => new RelationRun(
                RunLink.NameOf(run.Info), RunLink.Page(run.Info), RunColors.Of(index), [.. rows.Select(row => Value(row.Cells[index]))]))]);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Web);

    private static object? Value(RunCell cell) => cell.Number is { } number ? (double.IsFinite(number) ? number : null) : cell.Text;
}

/// <summary>An axis.</summary>
/// <param name="Title">Its name.</param>
/// <param name="IsMetric">Whether it is a metric, not a parameter.</param>
internal sealed record RelationField(string Title, bool IsMetric);

/// <summary>A run in the charts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its page.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Values">A number, text or null for each field.</param>
internal sealed record RelationRun(string Name, string Url, string Color, IReadOnlyList<object?> Values);
