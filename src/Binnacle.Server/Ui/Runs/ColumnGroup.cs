namespace Binnacle.Server.Ui.Runs;

/// <summary>What kind of thing a column of the runs table shows; the order is the order of the groups.</summary>
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
