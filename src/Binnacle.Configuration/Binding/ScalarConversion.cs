using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Which type of single values a C# type is, and how a value that fits it becomes an object. What fits is the rule of <see cref="ScalarType"/>.</summary>
internal static class ScalarConversion
{
    private const string Date = "a date such as 2026-01-31";

    private static readonly ConcurrentDictionary<Type, EnumType> Enumerations = new();

    private static readonly Dictionary<Type, ScalarType> Known = new()
    {
        [typeof(string)] = NodeType.Text,
        [typeof(bool)] = NodeType.Bool,
        [typeof(double)] = NodeType.Float,
        [typeof(float)] = NodeType.Float,
        [typeof(BigInteger)] = NodeType.Int,
        [typeof(sbyte)] = new IntegerType(sbyte.MinValue, sbyte.MaxValue),
        [typeof(byte)] = new IntegerType(byte.MinValue, byte.MaxValue),
        [typeof(short)] = new IntegerType(short.MinValue, short.MaxValue),
        [typeof(ushort)] = new IntegerType(ushort.MinValue, ushort.MaxValue),
        [typeof(int)] = new IntegerType(int.MinValue, int.MaxValue),
        [typeof(uint)] = new IntegerType(uint.MinValue, uint.MaxValue),
        [typeof(long)] = new IntegerType(long.MinValue, long.MaxValue),
        [typeof(ulong)] = new IntegerType(ulong.MinValue, ulong.MaxValue),
        [typeof(byte[])] = NodeType.Bytes,
        [typeof(FileInfo)] = NodeType.Path,
        [typeof(DirectoryInfo)] = NodeType.Path,
        [typeof(decimal)] = Format("decimal", "a number", text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact : null),
        [typeof(TimeSpan)] = new FormatType("TimeSpan", "a duration such as 90s, 1h30m or 00:01:30", value => DurationText.Parse(value)),
        [typeof(DateTime)] = Format("DateTime", Date, text => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time) ? time : null),
        [typeof(DateTimeOffset)] = Format("DateTimeOffset", Date, text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) ? time : null),
        [typeof(DateOnly)] = Format("DateOnly", Date, text => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out DateOnly date) ? date : null),
        [typeof(Guid)] = Format("Guid", "a GUID", text => Guid.TryParse(text, out Guid id) ? id : null),
        [typeof(Uri)] = Format("Uri", "a URI", text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? uri) ? uri : null),
    };

    /// <summary>The type of single values that a C# type is; null when it is none.</summary>
    public static ScalarType? TypeOf(Type type) => type.IsEnum ? Enumerations.GetOrAdd(type, Enumeration) : Known.GetValueOrDefault(type);

    /// <summary>What a type wants, in words; null when it is no type of single values.</summary>
    public static string? Expected(Type type) => TypeOf(type)?.Expected;

    /// <summary>The value as the C# type; null when it does not fit.</summary>
    public static object? To(Type type, object value)
    {
        ScalarType? scalar = TypeOf(type);
        object? fitted = scalar?.Fit(value);
        return (scalar, fitted) switch
        {
            (_, null) => null,
            (FormatType format, _) => format.Parse(fitted),
            (EnumType choices, _) => Enum.Parse(type, Enum.GetNames(type)[IndexOf(choices, (string)fitted)]),
            (IntegerType, _) => Sized(type, (BigInteger)IntegerType.Parse(fitted)!),
            (PathType, "") => null,
            (PathType, _) => type == typeof(FileInfo) ? new FileInfo((string)fitted) : new DirectoryInfo((string)fitted),
            (FloatType, _) when type == typeof(float) => (float)(double)fitted,
            _ => fitted,
        };
    }

    /// <summary>The name of a property or of a member of an enumeration as a configuration spells it.</summary>
    public static string Spelling(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            bool isCapital = char.IsAsciiLetterUpper(name[i]);
            if (!isCapital && !char.IsAsciiLetterLower(name[i]))
                return Unusual(name);
            if (isCapital && i > 0 && char.IsAsciiLetterUpper(name[i - 1]))
                return Unusual(name);
            if (isCapital && i > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    /// <summary>Names with digits, abbreviations and the like; apart, so that the usual ones do not load a JSON library at the start.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Unusual(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static FormatType Format(string name, string expected, Func<string, object?> parse) =>
        new(name, expected, value => value is byte[] or bool ? null : parse(PythonText.Of(value)));

    private static EnumType Enumeration(Type type)
    {
        Array numbers = Enum.GetValuesAsUnderlyingType(type);
        return new EnumType(type.Name, [.. Enum.GetNames(type).Select((name, i) => new EnumMember(Spelling(name), Number(numbers.GetValue(i)!)))]) { IsLenient = true };
    }

    private static BigInteger Number(object value) => value is ulong large ? large : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static int IndexOf(EnumType type, string name) => type.Members.Select(member => member.Name).ToList().IndexOf(name);

    private static object Sized(Type type, BigInteger number) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (object)(sbyte)number,
        TypeCode.Byte => (byte)number,
        TypeCode.Int16 => (short)number,
        TypeCode.UInt16 => (ushort)number,
        TypeCode.Int32 => (int)number,
        TypeCode.UInt32 => (uint)number,
        TypeCode.Int64 => (long)number,
        TypeCode.UInt64 => (ulong)number,
        _ => number,
    };
}
