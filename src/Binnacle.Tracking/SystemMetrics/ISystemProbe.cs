namespace Binnacle.Tracking;

/// <summary>Measures one part of the machine.</summary>
internal interface ISystemProbe
{
    /// <summary>Metric names without prefix and their present values; none of what cannot be measured here.</summary>
    IEnumerable<(string Name, double Value)> Measure();
}
