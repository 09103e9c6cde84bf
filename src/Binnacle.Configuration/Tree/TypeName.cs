using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Names of kinds of values in messages.</summary>
internal static class TypeName
{
    /// <summary>The kind of a node: text, integer, float, bool, null, bytes, map or list.</summary>
    public static string Of(ConfigNode node) => node switch
    {
        MapNode => "map",
        ListNode => "list",
        ScalarNode { Value: null } => "null",
        ScalarNode { Value: bool } => "bool",
        ScalarNode { Value: long or BigInteger } => "integer",
        ScalarNode { Value: double } => "float",
        ScalarNode { Value: byte[] } => "bytes",
        _ => "text",
    };
}
