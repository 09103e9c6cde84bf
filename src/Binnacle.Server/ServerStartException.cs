namespace Binnacle.Server;

/// <summary>The server could not begin to listen; the message says why and what to do.</summary>
/// <param name="message">What was wrong.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
