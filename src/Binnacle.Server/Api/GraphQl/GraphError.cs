namespace Binnacle.Server.Api.GraphQl;

/// <summary>A query that cannot be read or asks for what there is not.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class GraphError(string message) : Exception(message);
