namespace Binnacle.Server.Ui.Runs;

/// <summary>Which of a metric's many values a column shows.</summary>
public enum MetricValue
{
    /// <summary>The latest.</summary>
    Latest,

    /// <summary>The least that it ever was.</summary>
    Min,

    /// <summary>The greatest that it ever was.</summary>
    Max,

    /// <summary>The first step with the least value.</summary>
    MinStep,

    /// <summary>The first step with the greatest value.</summary>
    MaxStep,
}
