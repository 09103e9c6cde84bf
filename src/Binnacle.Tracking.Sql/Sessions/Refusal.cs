namespace Binnacle.Tracking.Sql;

/// <summary>When a write may be refused (<see cref="TrackingException"/>).</summary>
internal enum Refusal
{
    /// <summary>Only before it has written anything.</summary>
    BeforeWriting,

    /// <summary>At any time; what it has written by then is taken back, which a savepoint pays for.</summary>
    AfterWriting,
}
