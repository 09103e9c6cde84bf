using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Logging;

/// <summary>The levels of Python's logging: numbers with names.</summary>
internal static class PythonLevel
{
    public const int NotSet = 0;
    public const int Info = 20;
    public const int Warning = 30;
    public const int Error = 40;

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["NOTSET"] = NotSet,
        ["TRACE"] = 5,
        ["DEBUG"] = 10,
        ["INFO"] = Info,
        ["WARNING"] = Warning,
        ["WARN"] = Warning,
        ["ERROR"] = Error,
        ["CRITICAL"] = 50,
        ["FATAL"] = 50,
    };

    public static IEnumerable<string> Names => Numbers.Keys;

    public static int Of(LogLevel level) => level switch
    {
        LogLevel.Trace => 5,
        LogLevel.None => int.MaxValue,
        _ => (int)level * 10,
    };

    public static bool TryParse(string name, out int level) => Numbers.TryGetValue(name, out level);

    public static string NameOf(int level) => level switch
    {
        NotSet => "NOTSET",
        5 => "TRACE",
        10 => "DEBUG",
        Info => "INFO",
        Warning => "WARNING",
        Error => "ERROR",
        50 => "CRITICAL",
        _ => "Level " + level.ToString(CultureInfo.InvariantCulture),
    };
}
