namespace Binnacle.Jobs;

/// <summary>The user's code threw; its exception is the inner one.</summary>
/// <param name="inner">What was thrown.</param>
/// <param name="overrides">The job's overrides.</param>
internal sealed class JobExecutionException(Exception inner, IReadOnlyList<string> overrides) : Exception(inner.Message, inner)
{
    public IReadOnlyList<string> Overrides => overrides;
}
