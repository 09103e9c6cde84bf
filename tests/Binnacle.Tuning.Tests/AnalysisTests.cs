using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class AnalysisTests
{
    private static readonly Gen<double[][]> Points = Gen.Int[1, 4].SelectMany(objectives =>
        Gen.Int[0, 5].Select(value => (double)value).Array[objectives].Array[1, 25]);

    [Fact]
    public void The_front_is_what_nothing_dominates() => Points.Sample(points =>
        ParetoFront.Of(points).SequenceEqual(points.Select(point => !points.Any(other => Dominates(other, point)))), iter: 2000);

    [Fact]
    public void Each_rank_is_the_front_of_what_the_ranks_before_leave() => Points.Sample(points =>
    {
        int[] ranks = NonDomination.Ranks(points);
        return Enumerable.Range(0, ranks.Max() + 1).All(rank =>
        {
            int[] left = [.. Enumerable.Range(0, points.Length).Where(i => ranks[i] >= rank)];
            return left.All(i => ranks[i] == rank == !left.Any(j => Dominates(points[j], points[i])));
        });
    }, iter: 1000);

    [Fact]
    public void The_hypervolume_of_integer_points_is_the_number_of_cells() => Points.Where(points => points[0].Length > 1).Sample(points =>
    {
        double[] reference = [.. points[0].Select(_ => 6.0)];
        return Math.Abs(Hypervolume.Of(points, reference) - Cells(points)) < 1e-9;
    }, iter: 500);

    [Fact]
    public void A_point_beyond_the_reference_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Hypervolume.Of([[1, 3]], [2, 2]));
        Assert.Equal(double.PositiveInfinity, Hypervolume.Of([[1, 1]], [2, double.PositiveInfinity]));
        Assert.Equal(0, Hypervolume.Of([], [2, 2]));
    }

    [Fact]
    public void Constraints_rank_infeasible_points_behind_feasible_ones()
    {
        Assert.Equal([1, 0, 3, 2, 4], NonDomination.Ranks([[2, 2], [1, 1], [0, 0], [0, 0], [0, 0]], [0, -1, 2, 1, double.NaN]));
    }

    private static bool Dominates(double[] first, double[] second) =>
        first.Zip(second).All(pair => pair.First <= pair.Second) && first.Zip(second).Any(pair => pair.First < pair.Second);

    private static int Cells(double[][] points)
    {
        IEnumerable<int[]> cells = [[]];
        foreach (double _ in points[0])
            cells = cells.SelectMany(cell => Enumerable.Range(0, 6).Select(next => (int[])[.. cell, next]));
        return cells.Count(cell => points.Any(point => point.Zip(cell).All(pair => pair.First <= pair.Second)));
    }
}
