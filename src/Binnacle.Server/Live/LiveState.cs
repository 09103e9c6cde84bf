namespace Binnacle.Server.Live;

/// <summary>What was last read of a source, or why it cannot be read.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="Value">The last thing that was read; null before that.</param>
/// <param name="Fault">Why the last attempt failed; null when it did not.</param>
internal sealed record LiveState<T>(T? Value, string? Fault)
    where T : class;
