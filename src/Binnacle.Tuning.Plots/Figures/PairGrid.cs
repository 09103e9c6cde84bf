using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

/// <summary>Charts of all pairs of parameters: the triangle below the diagonal of a table.</summary>
internal static class PairGrid
{
    private const int SmallestCell = 190;
    private const int SingleHeight = 520;
    private const double Gap = 0.025;

    /// <summary>The height of a figure with so many parameters, in pixels.</summary>
    public static int Height(int parameters) => Math.Max(SingleHeight, (parameters - 1) * SmallestCell + 80);

    /// <summary>For each pair: the axes, and the number under which they stand in the layout.</summary>
    public static IEnumerable<(ParameterAxis X, ParameterAxis Y, int Index)> Pairs(IReadOnlyList<ParameterAxis> axes)
    {
        int index = 0;
        for (int row = 1; row < axes.Count; row++)
        {
            for (int column = 0; column < row; column++)
                yield return (axes[column], axes[row], index++);
        }
    }

    /// <summary>The layout of the axes of all pairs.</summary>
    public static JsonObject Layout(IReadOnlyList<ParameterAxis> axes, double room)
    {
        JsonObject layout = new() { ["showlegend"] = false };
        int size = axes.Count - 1, index = 0;
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++, index++)
            {
                JsonObject x = Axes.Of(axes[column], withTitle: row == size - 1, room, 72 / size), y = Axes.Of(axes[row + 1], withTitle: column == 0, room);
                Place(x, 'y', index, Axes.Domain(column, size, Gap), isLabelled: row == size - 1);
                Place(y, 'x', index, Axes.Domain(size - 1 - row, size, Gap), isLabelled: column == 0);
                layout[Axes.Key('x', index)] = x;
                layout[Axes.Key('y', index)] = y;
            }
        }

        return layout;
    }

    private static void Place(JsonObject axis, char other, int index, JsonArray domain, bool isLabelled)
    {
        axis["domain"] = domain;
        axis["anchor"] = Axes.Name(other, index);
        axis["showticklabels"] = isLabelled;
        axis["nticks"] = 5;
    }
}
