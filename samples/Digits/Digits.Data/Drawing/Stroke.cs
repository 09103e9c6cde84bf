namespace Digits.Data.Drawing;

/// <summary>One movement of the pen through given points: straight from point to point, or a smooth curve through them.</summary>
internal sealed class Stroke
{
    private const int StepsPerSpan = 6;

    private readonly Point[] _points;
    private readonly bool _smooth;

    private Stroke(IEnumerable<Point> points, bool smooth)
    {
        _points = [.. points];
        _smooth = smooth;
    }

    /// <summary>Straight lines through x, y, x, y, …</summary>
    public static Stroke Line(params double[] coordinates) => new(Pairs(coordinates), smooth: false);

    /// <summary>A Catmull-Rom curve through x, y, x, y, …</summary>
    public static Stroke Curve(params double[] coordinates) => new(Pairs(coordinates), smooth: true);

    /// <summary>The same stroke through moved points.</summary>
    public Stroke Moved(Func<Point, Point> move) => new(_points.Select(move), _smooth);

    /// <summary>Points so near to each other that straight lines between them show the curve.</summary>
    public Point[] Flatten()
    {
        var path = new List<Point> { _points[0] };
        for (int span = 0; span + 1 < _points.Length; span++)
        {
            for (int step = 1; step <= StepsPerSpan; step++)
                path.Add(Between(span, (double)step / StepsPerSpan));
        }

        return [.. path];
    }

    private Point Between(int span, double t)
    {
        Point from = _points[span];
        Point to = _points[span + 1];
        if (!_smooth)
            return from + t * (to - from);

        Point before = span > 0 ? _points[span - 1] : from;
        Point after = span + 2 < _points.Length ? _points[span + 2] : to;
        Point leaving = 0.5 * (to - before);
        Point arriving = 0.5 * (after - from);
        double square = t * t;
        double cube = square * t;
        return (2 * cube - 3 * square + 1) * from + (cube - 2 * square + t) * leaving
            + (3 * square - 2 * cube) * to + (cube - square) * arriving;
    }

    private static IEnumerable<Point> Pairs(double[] coordinates) =>
        coordinates.Chunk(2).Select(pair => new Point(pair[0], pair[1]));
}
