using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs.Integrations;

/// <summary>Values of parameters as Python prints them, which is what overrides and result files of the field hold.</summary>
internal static class ParameterText
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        double number => PythonText.Of(number),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Parameters as Python prints a dictionary.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, object?>> parameters) =>
        $"{{{string.Join(", ", parameters.Select(item => $"'{item.Key}': {(item.Value is string text ? $"'{text}'" : Of(item.Value))}"))}}}";
}
