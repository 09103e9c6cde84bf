namespace Binnacle.Tracking;

/// <summary>How a field is compared.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Like,
    CaseInsensitiveLike,
    In,
    NotIn,
    Between,
    IsNull,
    IsNotNull,
}
