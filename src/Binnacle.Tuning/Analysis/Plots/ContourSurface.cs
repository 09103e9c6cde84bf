namespace Binnacle.Tuning;

/// <summary>Values on a grid, interpolated between trials.</summary>
/// <param name="X">The grid's places on the first axis.</param>
/// <param name="Y">The grid's places on the second axis.</param>
/// <param name="Values">For each place of <paramref name="Y"/> the values over <paramref name="X"/>.</param>
/// <remarks>
/// By inverse distance to the fourth power (Shepard, 1968), distances measured on the axes as they are drawn. Of trials at one
/// place the best counts.
/// </remarks>
public sealed record ContourSurface(IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<IReadOnlyList<double>> Values)
{
    private const int GridPoints = 40;

    // The square of the distance within which trials blend; it keeps lone trials from making spikes.
    private const double Blur = 0.0004;

    internal static ContourSurface? Of(ParameterAxis x, ParameterAxis y, IReadOnlyList<TrialPoint> points, bool lowerIsBetter)
    {
        (double X, double Y, double Value)[] known = [.. points
            .Where(point => x.PlaceOf(point.Trial) is not null && y.PlaceOf(point.Trial) is not null)
            .GroupBy(point => (X: x.ShareOf(x.PlaceOf(point.Trial)!.Value), Y: y.ShareOf(y.PlaceOf(point.Trial)!.Value)), point => point.Value)
            .Select(group => (group.Key.X, group.Key.Y, lowerIsBetter ? group.Min() : group.Max()))];
        if (known.Select(point => point.X).Distinct().Take(2).Count() < 2 || known.Select(point => point.Y).Distinct().Take(2).Count() < 2)
            return null;
        double[] gridX = Grid(x), gridY = Grid(y);
        return new ContourSurface(gridX, gridY, [.. gridY.Select(placeY =>
            (IReadOnlyList<double>)[.. gridX.Select(placeX => Interpolate(known, x.ShareOf(placeX), y.ShareOf(placeY)))])]);
    }

    private static double[] Grid(ParameterAxis axis)
    {
        if (axis.IsCategorical)
            return [.. Enumerable.Range((int)axis.Low, (int)(axis.High - axis.Low) + 1).Select(place => (double)place)];
        return [.. Enumerable.Range(0, GridPoints).Select(i => axis.PlaceAt(i / (GridPoints - 1.0)))];
    }

    private static double Interpolate((double X, double Y, double Value)[] known, double x, double y)
    {
        double sum = 0, total = 0;
        foreach (var point in known)
        {
            double square = (point.X - x) * (point.X - x) + (point.Y - y) * (point.Y - y) + Blur;
            double weight = 1 / (square * square);
            sum += weight * point.Value;
            total += weight;
        }

        return sum / total;
    }
}
