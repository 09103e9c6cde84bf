using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>Values of parameters as text, spelled as MLflow's Python client spells them.</summary>
internal static class ParamText
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        string text => text,
        bool flag => flag ? "True" : "False",
        double number => PythonFloat.Format(number),
        // The shortest digits of the single-precision number, not those of its double.
        float number => PythonFloat.Format(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        Enum name => name.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
