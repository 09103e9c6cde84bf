namespace Binnacle.Server.Ui.Sweeps;

/// <summary>The order of a table of trials or jobs.</summary>
/// <param name="Title">The heading of the column that it is sorted by.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record TableSort(string Title, bool Descending = false)
{
    /// <summary>The order after a click on a heading: by it, or the other way round when it already was.</summary>
    public TableSort After(string clicked) => new(clicked, clicked == Title && !Descending);

    /// <summary>Rows in this order; as they are where no column has the heading.</summary>
    public List<T> Order<T>(IReadOnlyList<TableColumn<T>> columns, IEnumerable<T> rows) =>
        [.. columns.FirstOrDefault(column => column.Title == Title)?.Order(rows, Descending) ?? rows];
}
