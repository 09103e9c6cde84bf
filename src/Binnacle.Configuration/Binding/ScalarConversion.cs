using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Turns scalars into C# values by the rules of the reference's typed fields.</summary>
/// <remarks>
/// Integers come from integers and integer text, never from floats or bools; floats from any number and number text; bools from
/// bools, integers and yes, no, on, off, true, false in any case; text from any scalar but bytes, as Python prints it.
/// </remarks>
internal static class ScalarConversion
{
    /// <summary>What a type wants, in words; null when it is no scalar type.</summary>
    public static string? Expected(Type type)
    {
        if (type.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(type).Select(Spelling));
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => "text",
            TypeCode.Boolean => "true or false",
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "a number",
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32
                or TypeCode.Int64 or TypeCode.UInt64 => "an integer",
            TypeCode.DateTime => "a date such as 2026-01-31",
            _ when type == typeof(BigInteger) => "an integer",
            _ when type == typeof(TimeSpan) => "a duration such as 90s, 1h30m or 00:01:30",
            _ when type == typeof(DateTimeOffset) || type == typeof(DateOnly) => "a date such as 2026-01-31",
            _ when type == typeof(Guid) => "a GUID",
            _ when type == typeof(Uri) => "a URI",
            _ when type == typeof(FileInfo) || type == typeof(DirectoryInfo) => "a path",
            _ when type == typeof(byte[]) => "bytes",
            _ => null,
        };
    }

    /// <summary>The value as the type; null when it does not fit.</summary>
    public static object? To(Type type, object value)
    {
        if (type.IsEnum)
            return Member(type, value);
        string text = PythonText.Of(new ScalarNode(value));
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => value is byte[] ? null : text,
            TypeCode.Boolean => Bool(value),
            TypeCode.Double => Number(value),
            TypeCode.Single => Number(value) is { } number ? (float)number : null,
            TypeCode.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact : null,
            TypeCode.DateTime => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time) ? time : null,
            TypeCode.Object => ToObject(type, value, text),
            _ => Integer(value) is { } integer ? Sized(type, integer) : null,
        };
    }

    /// <summary>The names of an enumeration as a configuration spells them.</summary>
    public static IEnumerable<string> Names(Type type) => Enum.GetNames(type).Select(Spelling);

    private static object? ToObject(Type type, object value, string text)
    {
        if (type == typeof(BigInteger))
            return Integer(value);
        if (type == typeof(TimeSpan))
            return DurationText.Parse(value);
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) ? time : null;
        if (type == typeof(DateOnly))
            return DateOnly.TryParse(text, CultureInfo.InvariantCulture, out DateOnly date) ? date : null;
        if (type == typeof(Guid))
            return Guid.TryParse(text, out Guid id) ? id : null;
        if (type == typeof(Uri))
            return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? uri) ? uri : null;
        if (type == typeof(FileInfo))
            return value is string { Length: > 0 } file ? new FileInfo(file) : null;
        if (type == typeof(DirectoryInfo))
            return value is string { Length: > 0 } folder ? new DirectoryInfo(folder) : null;
        return type == typeof(byte[]) ? value as byte[] : null;
    }

    private static BigInteger? Integer(object value) => value switch
    {
        long number => number,
        BigInteger number => number,
        string text when PythonNumber.IsInteger(text) =>
            BigInteger.Parse(PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static double? Number(object value) => value switch
    {
        double number => number,
        long number => number,
        BigInteger number => (double)number,
        string text when PythonNumber.IsFloat(text) => FloatText(PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()),
        _ => null,
    };

    private static double FloatText(string text) => text.TrimStart('+', '-') switch
    {
        "nan" => double.NaN,
        "inf" or "infinity" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static bool? Bool(object value) => value switch
    {
        bool flag => flag,
        long number => number != 0,
        BigInteger => true,
        string text => text.ToLowerInvariant() switch
        {
            "yes" or "y" or "on" or "true" => true,
            "no" or "n" or "off" or "false" => false,
            _ => Integer(text) is { } number ? !number.IsZero : null,
        },
        _ => null,
    };

    private static object? Sized(Type type, BigInteger number) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 when number >= int.MinValue && number <= int.MaxValue => (int)number,
        TypeCode.Int64 when number >= long.MinValue && number <= long.MaxValue => (long)number,
        TypeCode.Int16 when number >= short.MinValue && number <= short.MaxValue => (short)number,
        TypeCode.SByte when number >= sbyte.MinValue && number <= sbyte.MaxValue => (sbyte)number,
        TypeCode.Byte when number >= 0 && number <= byte.MaxValue => (byte)number,
        TypeCode.UInt16 when number >= 0 && number <= ushort.MaxValue => (ushort)number,
        TypeCode.UInt32 when number >= 0 && number <= uint.MaxValue => (uint)number,
        TypeCode.UInt64 when number >= 0 && number <= ulong.MaxValue => (ulong)number,
        _ => null,
    };

    /// <summary>A member by its name (case and separators apart, with or without the type's name) or by its number.</summary>
    private static object? Member(Type type, object value)
    {
        if (value is long number)
            return Enum.IsDefined(type, Convert.ChangeType(number, Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture)) ? Enum.ToObject(type, number) : null;
        if (value is not string text)
            return null;
        string name = Plain(text.StartsWith(type.Name + ".", StringComparison.Ordinal) ? text[(type.Name.Length + 1)..] : text);
        string? member = Array.Find(Enum.GetNames(type), candidate => Plain(candidate) == name);
        return member is null ? null : Enum.Parse(type, member);
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static string Spelling(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
