namespace Binnacle.Conformance.Tracking;

/// <summary>A clock that is ten milliseconds later at every look.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _looks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_750_000_000_000 + (10 * Interlocked.Increment(ref _looks)));
}
