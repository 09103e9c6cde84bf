using System.Globalization;
using System.Text;

namespace Binnacle.Bench;

/// <summary>Draws growths as an SVG image, both axes logarithmic: a line that rises as the dotted ones do is linear.</summary>
internal static class GrowthPlot
{
    private const int Left = 70, Top = 30, Width = 520, Height = 360;
    private const double LowCount = 1, HighCount = 4, LowTime = -3, HighTime = 3;
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73"];

    public static string Of(IReadOnlyList<Growth> growths)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Width + 30} {Top + Height + 60}" font-family="sans-serif" font-size="13">
            <rect width="100%" height="100%" fill="white"/>

            """);
        for (int power = (int)LowCount; power <= HighCount; power++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(power):F0}\" y=\"{Top + Height + 20}\" text-anchor=\"middle\">{Math.Pow(10, power):N0}</text>\n");
        for (int power = (int)LowTime; power <= HighTime; power++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Left + Width}\" y1=\"{Y(power):F0}\" y2=\"{Y(power):F0}\" stroke=\"#ddd\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(power) + 4:F0}\" text-anchor=\"end\">{Math.Pow(10, power):0.###} ms</text>\n");
        }

        for (int power = (int)LowTime; power <= 0; power++)
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(LowCount):F0}\" y1=\"{Y(power):F0}\" x2=\"{X(HighCount):F0}\" y2=\"{Y(power + HighCount - LowCount):F0}\" stroke=\"#bbb\" stroke-dasharray=\"2 5\"/>\n");
        for (int i = 0; i < growths.Count; i++)
            Draw(svg, growths[i], Colors[i % Colors.Length], i);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (Width / 2)}\" y=\"{Top + Height + 45}\" text-anchor=\"middle\">number of files, overrides, interpolations (dotted: linear growth)</text>\n</svg>\n");
        return svg.ToString();
    }

    private static void Draw(StringBuilder svg, Growth growth, string color, int index)
    {
        string points = string.Join(' ', growth.Points.Select(point => FormattableString.Invariant($"{X(Math.Log10(point.Count)):F1},{Y(Math.Log10(point.Milliseconds)):F1}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\"/>\n");
        foreach (GrowthPoint point in growth.Points)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(Math.Log10(point.Count)):F1}\" cy=\"{Y(Math.Log10(point.Milliseconds)):F1}\" r=\"4\" fill=\"{color}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 16}\" y=\"{Top + 18 + (index * 18)}\" fill=\"{color}\">{growth.What}</text>\n");
    }

    private static double X(double power) => Left + (Width * (power - LowCount) / (HighCount - LowCount));

    private static double Y(double power) => Top + Height - (Height * (power - LowTime) / (HighTime - LowTime));
}
