using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>Kernels of a categorical parameter: a row of probabilities for each observation.</summary>
internal sealed class CategoricalKernels : IKernels
{
    private readonly int _choices;
    private readonly double[] _rows;

    public CategoricalKernels(
        ReadOnlySpan<double> observations, CategoricalDistribution distribution, double priorWeight, Func<object?, object?, double>? distance)
    {
        _choices = distribution.Choices.Length;
        int kernels = observations.Length + 1;
        _rows = new double[kernels * _choices];
        Array.Fill(_rows, observations.IsEmpty ? 1.0 / _choices : priorWeight / kernels);
        double[][]? byDistance = distance is null || observations.IsEmpty ? null : RowsByDistance(distribution, distance, kernels, priorWeight);
        for (int i = 0; i < observations.Length; i++)
        {
            Span<double> row = _rows.AsSpan(i * _choices, _choices);
            int observed = (int)observations[i];
            if (byDistance is null)
                row[observed] += 1;
            else
                byDistance[observed].CopyTo(row);
        }

        if (observations.IsEmpty)
            return;
        for (int i = 0; i < kernels; i++)
        {
            Span<double> row = _rows.AsSpan(i * _choices, _choices);
            double sum = PairwiseSum.Of(row);
            for (int c = 0; c < _choices; c++)
                row[c] /= sum;
        }
    }

    public ReadOnlySpan<double> Row(int kernel) => _rows.AsSpan(kernel * _choices, _choices);

    /// <summary>A choice for each chosen kernel.</summary>
    public double[] Sample(RandomState random, ReadOnlySpan<int> chosen)
    {
        double[] draws = random.NextDoubles(chosen.Length);
        for (int i = 0; i < draws.Length; i++)
        {
            ReadOnlySpan<double> row = Row(chosen[i]);
            double cumulative = 0;
            int index = 0;
            for (int c = 0; c < row.Length; c++)
            {
                cumulative = c == row.Length - 1 ? 1.0 : cumulative + row[c];
                index += cumulative < draws[i] ? 1 : 0;
            }

            draws[i] = index;
        }

        return draws;
    }

    /// <summary>Adds the logarithm of every kernel's probability of every candidate to <paramref name="logs"/> (candidates in rows).</summary>
    public void AddLogPdf(ReadOnlySpan<double> candidates, Span<double> logs)
    {
        int kernels = _rows.Length / _choices;
        double[] columns = new double[_choices * kernels];
        bool[] known = new bool[_choices];
        for (int i = 0; i < candidates.Length; i++)
        {
            int choice = (int)candidates[i];
            Span<double> column = columns.AsSpan(choice * kernels, kernels);
            if (!known[choice])
            {
                for (int k = 0; k < kernels; k++)
                    column[k] = Math.Log(_rows[k * _choices + choice]);
                known[choice] = true;
            }

            Span<double> row = logs.Slice(i * kernels, kernels);
            for (int k = 0; k < kernels; k++)
                row[k] += column[k];
        }
    }

    private static double[][] RowsByDistance(
        CategoricalDistribution distribution, Func<object?, object?, double> distance, int kernels, double priorWeight)
    {
        int count = distribution.Choices.Length;
        double coefficient = Math.Log(kernels / priorWeight) * Math.Log(count) / Math.Log(6);
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] row = [.. distribution.Choices.Select(choice => distance(distribution.Choices[i], choice))];
            double largest = row.Max();
            for (int c = 0; c < count; c++)
            {
                double share = row[c] / largest;
                row[c] = Math.Exp(-(share * share) * coefficient);
            }

            rows[i] = row;
        }

        return rows;
    }
}
