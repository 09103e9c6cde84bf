using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Finds text that a YAML reader would take for something else, so that it must be quoted.</summary>
internal static partial class ImplicitScalar
{
    /// <summary>True when unquoted <paramref name="text"/> would be read as bool, null, number, date, or a YAML 1.1 indicator.</summary>
    public static bool LooksTyped(string text) =>
        IsYamlBool(text) || text is "" or "~" or "<<" or "=" || (IsDigitsAndPoints(text, out int points) ? points < 2 : MayBeTyped(text) && IsTyped(text));

    /// <summary>Spares usual text the patterns, which take their time at the start of a program.</summary>
    private static bool MayBeTyped(string text) => text switch
    {
        ['i' or 'I' or 'n' or 'N', ..] => !Ascii.IsValid(text) || text.TrimEnd().ToLowerInvariant() is "inf" or "infinity" or "nan" or "null",
        [>= '0' and <= '9', ..] => true,
        ['.', not ((>= '0' and <= '9') or '_' or 'i' or 'I' or 'n' or 'N'), ..] => !Ascii.IsValid(text),
        [(>= '!' and <= '~') and not ('+' or '-' or '.'), ..] => false,
        _ => true,
    };

    /// <summary>A number without a sign, or with two points and more a version.</summary>
    private static bool IsDigitsAndPoints(string text, out int points)
    {
        points = 0;
        foreach (char character in text)
        {
            if (character == '.')
                points++;
            else if (!char.IsAsciiDigit(character))
                return false;
        }

        return text.Length > 0 && char.IsAsciiDigit(text[0]);
    }

    /// <summary>Apart, so that the patterns are loaded only when they are needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool IsTyped(string text) =>
        Null().IsMatch(text) || PythonNumber.IsInteger(text) || PythonNumber.IsFloat(text)
        || Integer().IsMatch(text) || Float().IsMatch(text) || Timestamp().IsMatch(text) || text is "<<" or "=";

    private static bool IsYamlBool(string text) => text is
        "y" or "Y" or "yes" or "Yes" or "YES" or "n" or "N" or "no" or "No" or "NO"
        or "true" or "True" or "TRUE" or "false" or "False" or "FALSE" or "on" or "On" or "ON" or "off" or "Off" or "OFF";

    [GeneratedRegex(@"^(?:~|null|Null|NULL|)\z")]
    private static partial Regex Null();

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Float();

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\z")]
    private static partial Regex Timestamp();
}
