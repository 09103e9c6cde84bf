namespace Binnacle.Jobs;

/// <summary>A clock that stands still, so that every <c>${now:}</c> of a run or a sweep agrees, in all its processes.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}
