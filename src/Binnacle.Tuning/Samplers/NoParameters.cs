namespace Binnacle.Tuning;

internal static class NoParameters
{
    public static IReadOnlyDictionary<string, double> Instance { get; } = new Dictionary<string, double>().AsReadOnly();
}
