namespace Binnacle.Tuning;

/// <summary>Parameters as columns of numbers: one for a numeric parameter, one a choice (0 or 1) for a categorical one.</summary>
internal sealed class EncodedSpace
{
    private EncodedSpace(double[] low, double[] high, (int First, int Count)[] columns)
    {
        Low = low;
        High = high;
        Columns = columns;
    }

    /// <summary>The lower end of each column.</summary>
    public double[] Low { get; }

    /// <summary>The upper end of each column.</summary>
    public double[] High { get; }

    /// <summary>For each parameter its columns.</summary>
    public (int First, int Count)[] Columns { get; }

    public static EncodedSpace Of(IReadOnlyList<KeyValuePair<string, Distribution>> space)
    {
        List<double> low = [], high = [];
        List<(int, int)> columns = [];
        foreach (var (_, distribution) in space)
        {
            int first = low.Count;
            var (count, from, to) = distribution switch
            {
                FloatDistribution real => (1, real.Low, real.High),
                IntDistribution integer => (1, integer.Low, (double)integer.High),
                CategoricalDistribution categorical => (categorical.Choices.Length, 0.0, 1.0),
                _ => throw new ArgumentException($"{distribution.GetType().Name} has no columns."),
            };
            low.AddRange(Enumerable.Repeat(from, count));
            high.AddRange(Enumerable.Repeat(to, count));
            columns.Add((first, count));
        }

        return new EncodedSpace([.. low], [.. high], [.. columns]);
    }

    /// <summary>The columns of trials, each as a list over the trials.</summary>
    /// <remarks>In single precision, as scikit-learn's forests have them: values closer than that cannot be told apart.</remarks>
    public float[][] Encode(IReadOnlyList<double[]> values)
    {
        float[][] encoded = [.. Low.Select(_ => new float[values.Count])];
        for (int trial = 0; trial < values.Count; trial++)
        {
            for (int parameter = 0; parameter < Columns.Length; parameter++)
            {
                var (first, count) = Columns[parameter];
                if (count == 1)
                    encoded[first][trial] = (float)values[trial][parameter];
                else
                    encoded[first + (int)values[trial][parameter]][trial] = 1;
            }
        }

        return encoded;
    }
}
