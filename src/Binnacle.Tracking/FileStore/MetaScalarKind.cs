namespace Binnacle.Tracking;

/// <summary>What a plain YAML 1.1 scalar stands for.</summary>
internal enum MetaScalarKind
{
    Text,
    Null,
    True,
    False,
    Integer,
    Float,

    /// <summary>Something else that a plain text must not look like: a date, <c>&lt;&lt;</c>, <c>=</c>.</summary>
    Other,
}
