using System.Globalization;

namespace Binnacle.Jobs.Logging;

/// <summary>How <c>%(asctime)s</c> reads: a <c>strftime</c> pattern, or Python's default with milliseconds.</summary>
internal sealed class TimeFormat
{
    private readonly string? _pattern;

    private TimeFormat(string? pattern) => _pattern = pattern;

    /// <summary><c>2026-01-31 23:59:59,123</c></summary>
    public static TimeFormat Default { get; } = new(null);

    public static TimeFormat Of(string? pattern) => pattern is null ? Default : new(pattern);

    public string Format(DateTimeOffset time) => _pattern is null
        ? time.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)
        : Strftime.Format(_pattern, time);
}
