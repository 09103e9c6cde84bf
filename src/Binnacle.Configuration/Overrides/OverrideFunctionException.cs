namespace Binnacle.Configuration;

/// <summary>A function of the override grammar refused its arguments.</summary>
internal sealed class OverrideFunctionException(string kind, string message) : Exception(message)
{
    /// <summary>The kind of fault as the reference names it.</summary>
    public string Kind { get; } = kind;
}
