using System.Text.Json;

namespace Binnacle.Conformance.Tuning;

/// <summary>The objective of a golden study, evaluated in the order that the golden's README fixes.</summary>
internal sealed class GoldenObjective(JsonElement golden, IReadOnlyList<SpaceEntry> space)
{
    public double[] Evaluate(Dictionary<string, double> parameters)
    {
        double[] v = [.. space.Where(entry => parameters.ContainsKey(entry.Name)).Select(entry => parameters[entry.Name])];
        return Kind(golden) switch
        {
            "multi" => [.. golden.GetProperty("objectives").EnumerateArray().Select(item => Single(item, parameters, v))],
            "zdt1" or "zdt3" => Zdt(v),
            "lin3" => Linear(v),
            "sph3" => Spherical(v),
            _ => [Single(golden, parameters, v)],
        };
    }

    private static string Kind(JsonElement golden) => golden.GetProperty("kind").GetString()!;

    private double Single(JsonElement objective, Dictionary<string, double> parameters, double[] v)
    {
        double s = Kind(objective) switch
        {
            "rosen" => Rosenbrock(v),
            "styb" => StyblinskiTang(v),
            _ => Terms(objective, parameters),
        };
        if (objective.TryGetProperty("quantize", out JsonElement quantum) && quantum.ValueKind == JsonValueKind.Number)
            s = Math.Floor(s * quantum.GetDouble()) / quantum.GetDouble();
        return s;
    }

    private double Terms(JsonElement objective, Dictionary<string, double> parameters)
    {
        double s = objective.TryGetProperty("offset", out JsonElement offset) ? offset.Number() : 0.0;
        Dictionary<string, double> xs = [];
        JsonElement terms = objective.GetProperty("terms");
        foreach (SpaceEntry entry in space)
        {
            if (!parameters.TryGetValue(entry.Name, out double value) || !terms.TryGetProperty(entry.Name, out JsonElement term))
                continue;
            double x = value * term.Number("k") - term.Number("c");
            double w = term.Number("w");
            xs[entry.Name] = x;
            s += Kind(objective) switch
            {
                "quad" => w * (x * x),
                "absq" => w * Math.Abs(x),
                "rat" => w * (x * x / (1.0 + x * x)),
                _ => w * (x * x) + Wave(objective, term, "a") * Math.Sin(Wave(objective, term, "b") * x),
            };
        }

        if (!objective.TryGetProperty("cross", out JsonElement cross))
            return s;
        foreach (JsonElement pair in cross.EnumerateArray())
        {
            if (xs.TryGetValue(pair[0].GetString()!, out double first) && xs.TryGetValue(pair[1].GetString()!, out double second))
                s += pair[2].Number() * (first * second);
        }

        return s;
    }

    private static double Wave(JsonElement objective, JsonElement term, string name) =>
        term.TryGetProperty(name, out JsonElement own) ? own.Number() : objective.Number(name);

    private static double Rosenbrock(double[] v)
    {
        double s = 0.0;
        for (int i = 0; i + 1 < v.Length; i++)
        {
            double a = v[i + 1] - v[i] * v[i], b = 1.0 - v[i];
            s += 100.0 * (a * a) + b * b;
        }

        return s;
    }

    private static double StyblinskiTang(double[] v)
    {
        double s = 0.0;
        foreach (double x in v)
            s += (x * x) * (x * x) - 16.0 * (x * x) + 5.0 * x;
        return 0.5 * s;
    }

    private double[] Zdt(double[] v)
    {
        double t = 0.0;
        foreach (double x in v.Skip(1))
            t += x;
        double g = 1.0 + 9.0 * (t / (v.Length - 1));
        double f1 = v[0], root = 1.0 - Math.Sqrt(f1 / g);
        return [f1, Kind(golden) == "zdt1" ? g * root : g * (root - (f1 / g) * Math.Sin((10.0 * Math.PI) * f1))];
    }

    private static double Distance(double[] v)
    {
        double g = 0.0;
        foreach (double x in v.Skip(2))
            g += (x - 0.5) * (x - 0.5);
        return g;
    }

    private static double[] Linear(double[] v)
    {
        double g = Distance(v);
        return [0.5 * v[0] * v[1] * (1.0 + g), 0.5 * v[0] * (1.0 - v[1]) * (1.0 + g), 0.5 * (1.0 - v[0]) * (1.0 + g)];
    }

    private static double[] Spherical(double[] v)
    {
        double g = Distance(v), a = v[0] * Math.PI / 2.0, b = v[1] * Math.PI / 2.0;
        return [(1.0 + g) * Math.Cos(a) * Math.Cos(b), (1.0 + g) * Math.Cos(a) * Math.Sin(b), (1.0 + g) * Math.Sin(a)];
    }
}
