namespace Binnacle.Tracking;

/// <summary>Which filter texts are accepted.</summary>
public enum FilterDialect
{
    /// <summary>MLflow's grammar with <c>OR</c>, <c>NOT</c>, parentheses, <c>IN</c>, <c>BETWEEN</c> and <c>IS NULL</c> for everything.</summary>
    Extended,

    /// <summary>Only what MLflow accepts, with its errors for all else.</summary>
    MLflow,
}
