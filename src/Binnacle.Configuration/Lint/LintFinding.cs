namespace Binnacle.Configuration;

/// <summary>One thing that the lint found.</summary>
/// <param name="Rule">The rule's name, one of <see cref="LintRules"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Place">Where it is; a file or folder alone where there is no line; null where it is nowhere in particular.</param>
/// <param name="Message">What is wrong, in one line.</param>
/// <param name="Hint">What would help; null when there is nothing more to say.</param>
public sealed record LintFinding(string Rule, LintSeverity Severity, Origin? Place, string Message, string? Hint = null)
{
    /// <summary>How many characters of the line are meant, from the place on; 0 for the whole value.</summary>
    internal int Length { get; init; }
}
