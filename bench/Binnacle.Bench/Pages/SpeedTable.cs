using System.Globalization;

namespace Binnacle.Bench.Pages;

/// <summary>What was measured beside what was asked; printed line by line as it comes, and as a table at the end.</summary>
internal sealed class SpeedTable(string title)
{
    private const double Percentile = 0.95;
    private readonly List<string> _rows = [];

    /// <summary>Adds the times, in milliseconds, of something that was repeated.</summary>
    public void Add(string what, string asked, params IReadOnlyList<double> times)
    {
        double[] ordered = [.. times.Order()];
        Add(what, asked, Text(ordered[0]), Text(ordered[ordered.Length / 2]), Text(ordered[(int)Math.Ceiling(ordered.Length * Percentile) - 1]), Text(ordered[^1]), ordered.Length);
    }

    /// <summary>Adds one figure that has a unit of its own.</summary>
    public void AddFigure(string what, string asked, string value) => Add(what, asked, "", value, "", "", 1);

    public void Print()
    {
        Console.WriteLine($"\n{title}\n\n| what | asked | least | median | 95th percentile | most | of |\n| --- | --- | --- | --- | --- | --- | --- |");
        foreach (string row in _rows)
            Console.WriteLine(row);
        Console.WriteLine();
    }

    private void Add(string what, string asked, string least, string median, string high, string most, int count)
    {
        string row = string.Create(CultureInfo.InvariantCulture, $"| {what} | {asked} | {least} | {median} | {high} | {most} | {count} |");
        _rows.Add(row);
        Console.WriteLine(row);
    }

    private static string Text(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,0} ms");
}
