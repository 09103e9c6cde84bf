namespace Binnacle.Jobs;

/// <summary>What a job hands back: its objective values, in the order of the sweep's directions; none for a job without an objective.</summary>
/// <remarks>Numbers and pairs of numbers convert by themselves: <c>return (testLoss, testAccuracy);</c>.</remarks>
public sealed class JobResult
{
    /// <param name="values">The objective values, matched by position to the sweep's directions.</param>
    public JobResult(params IEnumerable<double> values) => Values = values is double[] array ? (double[])array.Clone() : [.. values];

    /// <summary>The result of a job without an objective.</summary>
    public static JobResult None { get; } = new([]);

    /// <summary>The objective values, matched by position to the sweep's directions.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>One objective value.</summary>
    public static implicit operator JobResult(double value) => new(value);

    /// <summary>Two objective values.</summary>
    public static implicit operator JobResult((double First, double Second) values) => new(values.First, values.Second);

    /// <summary>Three objective values.</summary>
    public static implicit operator JobResult((double First, double Second, double Third) values) =>
        new(values.First, values.Second, values.Third);

    /// <summary>Any number of objective values.</summary>
    public static implicit operator JobResult(double[] values) => new(values);

    /// <summary>One objective value, for languages without conversion operators.</summary>
    public static JobResult FromDouble(double value) => new(value);
}
