using Binnacle.Server.Ui.Shared;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>Values of parameters for reading.</summary>
internal static class ParameterText
{
    public static string Of(object? value) => value switch
    {
        double real => NumberText.Short(real),
        string text => text,
        _ => PythonJson.Write(value),
    };
}
