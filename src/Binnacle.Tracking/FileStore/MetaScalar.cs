using System.Text.RegularExpressions;

namespace Binnacle.Tracking;

/// <summary>YAML 1.1's reading of plain scalars, as PyYAML has it.</summary>
internal static partial class MetaScalar
{
    public static MetaScalarKind Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => MetaScalarKind.Null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => MetaScalarKind.True,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => MetaScalarKind.False,
        "<<" or "=" => MetaScalarKind.Other,
        _ when IntegerPattern.IsMatch(text) => MetaScalarKind.Integer,
        _ when FloatPattern.IsMatch(text) => MetaScalarKind.Float,
        _ when DatePattern.IsMatch(text) => MetaScalarKind.Other,
        _ => MetaScalarKind.Text,
    };

    [GeneratedRegex(@"^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex IntegerPattern { get; }

    [GeneratedRegex(@"^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex FloatPattern { get; }

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\z")]
    private static partial Regex DatePattern { get; }
}
