using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What the table's script in the browser asks for.</summary>
public sealed partial class RunsGrid
{
    /// <summary>Height of every row in pixels.</summary>
    internal const int RowHeight = 37;

    private const int MostRows = 400;

    private ElementReference _grid;

    /// <summary>Shows other rows, as the table is moved.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    [JSInvokable]
    public async Task ShowRowsAsync(int first, int count)
    {
        _wanted = (Math.Max(0, first), Math.Clamp(count, 1, MostRows));
        try
        {
            await ReadWindowAsync();
        }
        catch (Binnacle.Tracking.TrackingException)
        {
            // The rows stay as they are; the list says why when it is read again.
        }

        StateHasChanged();
    }

    /// <summary>Gives a column another width.</summary>
    /// <param name="column">Its id.</param>
    /// <param name="width">Pixels.</param>
    [JSInvokable]
    public async Task ResizeAsync(string column, int width)
    {
        int pixels = Math.Clamp(width, ColumnChoice.LeastWidth, ColumnChoice.GreatestWidth);
        await ArrangeAsync([.. _shown.Select(choice => choice.Column.Id == column ? choice with { Width = pixels } : choice)]);
    }

    /// <summary>Puts a column where another one is.</summary>
    /// <param name="column">Its id.</param>
    /// <param name="target">The other's id.</param>
    [JSInvokable]
    public async Task MoveAsync(string column, string target)
    {
        List<ColumnChoice> order = [.. _shown];
        int from = order.FindIndex(choice => choice.Column.Id == column), to = order.FindIndex(choice => choice.Column.Id == target);
        // The name stays first.
        if (from <= 0 || to <= 0 || from == to)
            return;
        ColumnChoice moved = order[from] with { Pinned = order[to].Pinned };
        order.RemoveAt(from);
        order.Insert(to, moved);
        await ArrangeAsync(order);
    }

    private async Task ArrangeAsync(IReadOnlyList<ColumnChoice>? columns)
    {
        await ShowAsync(_view with { Columns = columns });
        StateHasChanged();
    }
}
