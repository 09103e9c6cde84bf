namespace Digits.Data.Drawing;

/// <summary>A point in the unit box of a digit: x to the right, y down.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point left, Point right) => new(left.X + right.X, left.Y + right.Y);

    public static Point operator -(Point left, Point right) => new(left.X - right.X, left.Y - right.Y);

    public static Point operator *(double factor, Point point) => new(factor * point.X, factor * point.Y);

    public double Dot(Point other) => X * other.X + Y * other.Y;
}
