using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>The fields of one line of a journal.</summary>
internal readonly struct JournalRecord(IReadOnlyDictionary<string, object?> fields)
{
    public JournalOperation Operation => (JournalOperation)Integer("op_code");

    public bool Has(string key) => fields.ContainsKey(key);

    public object? Value(string key) => fields.TryGetValue(key, out object? value) ? value : throw new FormatException($"the field '{key}' is missing.");

    public object? Optional(string key) => fields.GetValueOrDefault(key);

    public long Integer(string key) => Value(key) is long integer ? integer : throw Fault(key, "an integer");

    public string Text(string key) => Value(key) as string ?? throw Fault(key, "a text");

    public double Number(string key) => AsNumber(key, Value(key));

    public double[]? Numbers(string key) => Optional(key) switch
    {
        null => null,
        IReadOnlyList<object?> list => [.. list.Select(item => AsNumber(key, item))],
        _ => throw Fault(key, "a list of numbers"),
    };

    public IReadOnlyList<object?> List(string key) => Value(key) as IReadOnlyList<object?> ?? throw Fault(key, "a list");

    public IReadOnlyDictionary<string, object?> Map(string key) => Optional(key) switch
    {
        null => PlainData.NoAttributes,
        IReadOnlyDictionary<string, object?> map => map,
        _ => throw Fault(key, "an object"),
    };

    public TEnum Enumeration<TEnum>(string key)
        where TEnum : struct, Enum => (TEnum)Enum.ToObject(typeof(TEnum), Integer(key)) is var value && Enum.IsDefined(value) ? value : throw Fault(key, $"a {typeof(TEnum).Name}");

    /// <summary>A moment; without an offset it is local time, as Optuna 4 writes it (5 writes UTC with its offset).</summary>
    public DateTimeOffset? Moment(string key, TimeZoneInfo zone)
    {
        if (Optional(key) is not { } value)
            return null;
        if (!DateTime.TryParse(value as string, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime moment))
            throw Fault(key, "a moment");
        return moment.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(moment, zone.GetUtcOffset(moment))
            : DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture);
    }

    public static double AsNumber(string key, object? value) => value switch
    {
        double real => real,
        long integer => integer,
        bool flag => flag ? 1 : 0,
        _ => throw Fault(key, "a number"),
    };

    private static FormatException Fault(string key, string expected) => new($"the field '{key}' should be {expected}.");
}
