using System.Globalization;

namespace Binnacle.Tuning.Sql;

/// <summary>How Optuna writes enumerations, special numbers and moments into columns.</summary>
internal static class StoredText
{
    private const string MomentFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static string Of(TrialState state) => state.ToString().ToUpperInvariant();

    public static TrialState State(string text) => text switch
    {
        "COMPLETE" => TrialState.Complete,
        "PRUNED" => TrialState.Pruned,
        "FAIL" => TrialState.Fail,
        "RUNNING" => TrialState.Running,
        "WAITING" => TrialState.Waiting,
        _ => throw new TuningException($"expected the state of a trial, found '{text}'."),
    };

    public static string Of(StudyDirection direction) => direction == StudyDirection.NotSet ? "NOT_SET" : direction.ToString().ToUpperInvariant();

    public static StudyDirection Direction(string text) =>
        text == "NOT_SET" ? StudyDirection.NotSet : Enum.Parse<StudyDirection>(text, ignoreCase: true);

    /// <summary>A number as value and kind: only finite numbers have a value.</summary>
    public static (double? Value, string Kind) Of(double number) => number switch
    {
        double.PositiveInfinity => (null, "INF_POS"),
        double.NegativeInfinity => (null, "INF_NEG"),
        double.NaN => (null, "NAN"),
        _ => (number, "FINITE"),
    };

    public static double Number(double? value, string kind) => kind switch
    {
        "INF_POS" => double.PositiveInfinity,
        "INF_NEG" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => value ?? double.NaN,
    };

    /// <summary>A moment in local time without a zone, as Optuna 4.9 writes it.</summary>
    public static string? Of(DateTimeOffset? moment, TimeZoneInfo zone) =>
        moment is { } value ? TimeZoneInfo.ConvertTime(value, zone).ToString(MomentFormat, CultureInfo.InvariantCulture) : null;

    public static DateTimeOffset? Moment(string? text, TimeZoneInfo zone)
    {
        if (text is null)
            return null;
        var local = DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.None);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
