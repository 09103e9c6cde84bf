namespace Digits.Data.Drawing;

/// <summary>Carries points of the unit box to pixels: an elastic pull, then a random turn, slant, size and place.</summary>
/// <remarks>Only additions, multiplications and divisions, so that the result is the same on every processor.</remarks>
internal sealed class Distortion
{
    /// <summary>Nodes of the elastic grid along a side.</summary>
    private const int Nodes = 4;

    private readonly Point[,] _pull = new Point[Nodes, Nodes];
    private readonly double _xx;
    private readonly double _xy;
    private readonly double _yx;
    private readonly double _yy;
    private readonly Point _centre;

    public Distortion(SplitMix random)
    {
        for (int row = 0; row < Nodes; row++)
        {
            for (int column = 0; column < Nodes; column++)
                _pull[row, column] = new(Difficulty.Elastic * random.Normal(), Difficulty.Elastic * random.Normal());
        }

        double half = random.Between(-Difficulty.HalfTurn, Difficulty.HalfTurn);
        double cosine = (1 - half * half) / (1 + half * half);
        double sine = 2 * half / (1 + half * half);
        double slant = random.Between(-Difficulty.Slant, Difficulty.Slant);
        double width = random.Between(Difficulty.SmallestWidth, Difficulty.LargestWidth);
        double height = random.Between(Difficulty.SmallestHeight, Difficulty.LargestHeight);
        _xx = cosine * width;
        _xy = (cosine * slant - sine) * height;
        _yx = sine * width;
        _yy = (sine * slant + cosine) * height;
        _centre = new(
            13.5 + random.Between(-Difficulty.Shift, Difficulty.Shift),
            13.5 + random.Between(-Difficulty.Shift, Difficulty.Shift));
    }

    public Point Apply(Point point)
    {
        Point pulled = point + Pull(point) - new Point(0.5, 0.5);
        return _centre + new Point(_xx * pulled.X + _xy * pulled.Y, _yx * pulled.X + _yy * pulled.Y);
    }

    /// <summary>The pull at a point: smooth between the nodes of the grid.</summary>
    private Point Pull(Point point)
    {
        var (column, right) = Cell(point.X);
        var (row, down) = Cell(point.Y);
        Point above = (1 - right) * _pull[row, column] + right * _pull[row, column + 1];
        Point below = (1 - right) * _pull[row + 1, column] + right * _pull[row + 1, column + 1];
        return (1 - down) * above + down * below;
    }

    private static (int Cell, double Share) Cell(double position)
    {
        double scaled = Math.Clamp(position, 0, 1) * (Nodes - 1);
        int cell = Math.Min((int)scaled, Nodes - 2);
        double t = scaled - cell;
        return (cell, t * t * (3 - 2 * t));
    }
}
