using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What the heading of a group says of its runs: the mean of each metric between its least and greatest value.</summary>
internal static class GroupTotals
{
    private const int Chunk = 2_000;

    public static async Task<IReadOnlyDictionary<RunColumn, RunCell>> ReadAsync(
        ITrackingStore store, IReadOnlyList<string> ids, IReadOnlyList<RunColumn> columns, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RunColumn[] numbers = [.. columns.Where(column => column.IsNumber)];
        Dictionary<RunColumn, List<double>> values = numbers.ToDictionary(column => column, _ => new List<double>());
        RunNeeds needs = RunNeeds.Of(numbers);
        needs = needs with { Parts = needs.Parts with { Tags = [] } };
        foreach (string[] chunk in ids.Chunk(Chunk))
        {
            foreach (RunRow row in await RunRow.ReadAsync(store, chunk, needs, cancellationToken))
            {
                foreach (RunColumn column in numbers)
                {
                    if (row.Read(column, now).Number is { } number && !double.IsNaN(number))
                        values[column].Add(number);
                }
            }
        }

        return values.Where(item => item.Value.Count > 0).ToDictionary(item => item.Key, item => Of(item.Key, item.Value));
    }

    private static RunCell Of(RunColumn column, List<double> values)
    {
        Func<double, string> text = column == RunColumn.Duration ? value => TimeText.Duration(TimeSpan.FromMilliseconds(value)) : NumberText.Short;
        double mean = values.Average();
        return new RunCell($"⌀ {text(mean)}", mean, $"mean of {NumberText.Count(values.Count)} runs, from {text(values.Min())} to {text(values.Max())}");
    }
}
