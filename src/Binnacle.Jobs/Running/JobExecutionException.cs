namespace Binnacle.Jobs;

/// <summary>The user's code threw; its exception is the inner one.</summary>
internal sealed class JobExecutionException(Exception inner) : Exception(inner.Message, inner);
