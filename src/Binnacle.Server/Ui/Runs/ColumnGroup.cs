namespace Binnacle.Server.Ui.Runs;

/// <summary>What kind of thing a column of the runs table shows; the order is that of the groups where runs are compared.</summary>
public enum ColumnGroup
{
    /// <summary>What every run has: name, status, start.</summary>
    Run,

    /// <summary>A parameter.</summary>
    Params,

    /// <summary>The latest value of a metric.</summary>
    Metrics,

    /// <summary>A tag.</summary>
    Tags,
}
