using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Types a plain YAML scalar by the reference's rules: YAML 1.1 as PyYAML has it, with OmegaConf's floats and without dates.</summary>
internal static partial class YamlScalar
{
    /// <summary>The value of an unquoted scalar: null, bool, long, BigInteger, double or the text itself; null also for an integer without digits.</summary>
    public static object? Resolve(string text) => text switch
    {
        _ when IsNull(text) => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ when !MayBeNumber(text) => text,
        _ when IsUsualInteger(text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ when IsUsualFloat(text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => Unusual(text),
    };

    /// <summary>Apart, so that the patterns are loaded only when they are needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? Unusual(string text) => Integer().IsMatch(text) ? TaggedScalar.Integer(text) : Float().IsMatch(text) ? TaggedScalar.Float(text)!.Value : text;

    private static bool MayBeNumber(string text) => text switch
    {
        [>= '0' and <= '9', ..] => true,
        ['-' or '+', (>= '0' and <= '9') or '.', ..] => true,
        ['.', (>= '0' and <= '9') or 'i' or 'I' or 'n' or 'N', ..] => true,
        _ => false,
    };

    /// <summary>A decimal integer that fits long: most numbers, which need not wait for the patterns to be loaded.</summary>
    private static bool IsUsualInteger(string text)
    {
        ReadOnlySpan<char> digits = Unsigned(text);
        return digits is "0" || (digits.Length is > 0 and <= 18 && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9'));
    }

    /// <summary>Digits, a point, digits.</summary>
    private static bool IsUsualFloat(string text)
    {
        ReadOnlySpan<char> digits = Unsigned(text);
        int point = digits.IndexOf('.');
        return point > 0 && !digits[..point].ContainsAnyExceptInRange('0', '9') && !digits[(point + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static ReadOnlySpan<char> Unsigned(string text) => text.AsSpan(text[0] is '-' or '+' ? 1 : 0);

    /// <summary>Whether null is meant; what else gives null is an integer without digits, such as <c>0x_</c>.</summary>
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex Integer();

    // The first form is OmegaConf's: no sign is needed behind the e, but an underscore only between digits. The others are PyYAML's.
    [GeneratedRegex(@"^(?:[-+]?[0-9]+(?:_[0-9]+)*(?:\.[0-9_]*)?[eE][-+]?[0-9]+|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Float();
}
