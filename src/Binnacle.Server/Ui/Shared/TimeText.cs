using System.Globalization;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Moments and spans as text.</summary>
internal static class TimeText
{
    public static string Iso(long milliseconds) =>
        Moment(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Utc(long milliseconds) => Moment(milliseconds).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A span by its two greatest units: <c>1.4s</c>, <c>3m 07s</c>, <c>2h 05m</c>, <c>4d 11h</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
            span = TimeSpan.Zero;
        FormattableString text = span switch
        {
            { TotalSeconds: < 1 } => $"{span.Milliseconds}ms",
            { TotalSeconds: < 60 } => $"{Math.Floor(span.TotalSeconds * 10) / 10:0.0}s",
            { TotalMinutes: < 60 } => $"{span.Minutes}m {span.Seconds:00}s",
            { TotalHours: < 24 } => $"{span.Hours}h {span.Minutes:00}m",
            _ => $"{span.Days}d {span.Hours:00}h",
        };
        return FormattableString.Invariant(text);
    }

    private static DateTimeOffset Moment(long milliseconds)
    {
        long last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, last));
    }
}
