namespace Binnacle.Tuning.LinearAlgebra;

/// <summary>Minimises a smooth function within bounds by limited-memory BFGS steps over the variables that are not held at a bound.</summary>
/// <remarks>After R. Byrd, P. Lu, J. Nocedal, C. Zhu (1995), with a projected line search in place of the Cauchy point.</remarks>
internal sealed class BoundedBfgs
{
    private const int Memory = 10;
    private const double SmallestDecrease = 2.2e-9;

    private readonly double[] _low;
    private readonly double[] _high;
    private readonly Objective _objective;
    private readonly List<(double[] Step, double[] Change, double Inverse)> _history = [];

    private BoundedBfgs(Objective objective, double[] low, double[] high) => (_objective, _low, _high) = (objective, low, high);

    /// <summary>The function's value at a point, and its gradient; a value that is not finite makes the step shorter.</summary>
    public delegate double Objective(double[] point, double[] gradient);

    /// <param name="objective">The function.</param>
    /// <param name="start">Where to begin; moved into the bounds.</param>
    /// <param name="low">Lower bounds.</param>
    /// <param name="high">Upper bounds.</param>
    /// <param name="tolerance">The largest element of the projected gradient at which it ends.</param>
    /// <param name="maxSteps">It ends after so many steps in any case.</param>
    /// <returns>The best point, and its value.</returns>
    public static (double[] Point, double Value) Minimize(
        Objective objective, double[] start, double[] low, double[] high, double tolerance, int maxSteps = 200) =>
        new BoundedBfgs(objective, low, high).Run(start, tolerance, maxSteps);

    private (double[] Point, double Value) Run(double[] start, double tolerance, int maxSteps)
    {
        double[] point = Project(start), gradient = new double[start.Length];
        double value = _objective(point, gradient);
        for (int k = 0; k < maxSteps && LargestMove(point, gradient) > tolerance; k++)
        {
            double before = value;
            if (!TryStep(ref point, ref gradient, ref value))
            {
                if (_history.Count == 0)
                    break;
                _history.Clear();
            }
            else if (before - value <= SmallestDecrease * Math.Max(Math.Max(Math.Abs(before), Math.Abs(value)), 1))
            {
                break;
            }
        }

        return (point, value);
    }

    private bool TryStep(ref double[] point, ref double[] gradient, ref double value)
    {
        double[] direction = Direction(point, gradient);
        double length = _history.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient)));
        for (int tries = 0; tries < 30; tries++, length /= 2)
        {
            double[] next = new double[point.Length], nextGradient = new double[point.Length];
            for (int i = 0; i < next.Length; i++)
                next[i] = point[i] + length * direction[i];
            next = Project(next);
            double[] step = Difference(next, point);
            double nextValue = _objective(next, nextGradient);
            if (!(nextValue <= value + 1e-4 * Dot(gradient, step)) || !double.IsFinite(nextValue))
                continue;
            Remember(step, Difference(nextGradient, gradient));
            (point, gradient, value) = (next, nextGradient, nextValue);
            return true;
        }

        return false;
    }

    // The two-loop recursion over the free variables; the steepest descent when it does not go down.
    private double[] Direction(double[] point, double[] gradient)
    {
        bool[] free = [.. point.Select((x, i) => !(x <= _low[i] && gradient[i] > 0) && !(x >= _high[i] && gradient[i] < 0))];
        double[] direction = [.. gradient.Select((slope, i) => free[i] ? -slope : 0)];
        double[] steepest = [.. direction], shares = new double[_history.Count];
        for (int k = _history.Count - 1; k >= 0; k--)
        {
            shares[k] = _history[k].Inverse * Dot(_history[k].Step, direction);
            Add(direction, -shares[k], _history[k].Change);
        }

        if (_history.Count > 0)
        {
            var (_, change, inverse) = _history[^1];
            double scale = 1 / (inverse * Dot(change, change));
            for (int i = 0; i < direction.Length; i++)
                direction[i] *= scale;
        }

        for (int k = 0; k < _history.Count; k++)
            Add(direction, shares[k] - _history[k].Inverse * Dot(_history[k].Change, direction), _history[k].Step);
        for (int i = 0; i < direction.Length; i++)
            direction[i] = free[i] ? direction[i] : 0;
        if (Dot(direction, gradient) < 0)
            return direction;
        _history.Clear();
        return steepest;
    }

    private void Remember(double[] step, double[] change)
    {
        double curvature = Dot(step, change);
        if (curvature <= 1e-10 * Dot(change, change))
            return;
        if (_history.Count == Memory)
            _history.RemoveAt(0);
        _history.Add((step, change, 1 / curvature));
    }

    private double LargestMove(double[] point, double[] gradient)
    {
        double[] moved = Project(Difference(point, gradient));
        return moved.Zip(point, (after, before) => Math.Abs(after - before)).Max();
    }

    private double[] Project(double[] point) => [.. point.Select((x, i) => Math.Clamp(x, _low[i], _high[i]))];

    private static double[] Difference(double[] left, double[] right) => [.. left.Zip(right, (x, y) => x - y)];

    private static void Add(double[] target, double factor, double[] vector)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += factor * vector[i];
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
