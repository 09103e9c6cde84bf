namespace Binnacle.Configuration;

/// <summary>A resolver could not compute its value.</summary>
public sealed class ResolverException : Exception
{
    /// <param name="kind">The kind of fault as the reference names it, e.g. <c>KeyError</c>, <c>ValueError</c>.</param>
    /// <param name="message">What was wrong.</param>
    public ResolverException(string kind, string message)
        : base(message) => Kind = kind;

    /// <summary>The kind of fault as the reference names it.</summary>
    public string Kind { get; }
}
