using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Python's names of the kinds of values, as messages of the reference have them.</summary>
internal static class PythonType
{
    public static string Of(ConfigNode node) => node switch
    {
        MapNode => "dict",
        ListNode => "list",
        ScalarNode { Value: null } => "NoneType",
        ScalarNode { Value: bool } => "bool",
        ScalarNode { Value: long or BigInteger } => "int",
        ScalarNode { Value: double } => "float",
        ScalarNode { Value: byte[] } => "bytes",
        _ => "str",
    };
}
