namespace Binnacle.Server.Api.Requests;

/// <summary>What a field of a request holds.</summary>
internal enum FieldKind
{
    Text,
    Integer,
    Number,
    Flag,
    Choice,
    Message,
    Metric,
}
