using System.Reflection;
using System.Text.Json;

namespace Binnacle.ML;

/// <summary>The numbers in ML.NET's metrics objects (<c>RegressionMetrics</c>, <c>BinaryClassificationMetrics</c>, …).</summary>
internal static class MetricValues
{
    /// <summary>Names in snake case with values; a list's items are numbered.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Of(object metrics)
    {
        foreach (PropertyInfo property in metrics.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            switch (property.GetValue(metrics))
            {
                case double number:
                    yield return new(name, number);
                    break;
                case IReadOnlyList<double> numbers:
                    for (int i = 0; i < numbers.Count; i++)
                        yield return new($"{name}_{i}", numbers[i]);
                    break;
                default:
                    break;
            }
        }
    }
}
