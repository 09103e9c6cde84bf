namespace Binnacle.Configuration;

/// <summary>What a target is called with.</summary>
/// <param name="Positional">Arguments by position (<c>_args_</c>), in order.</param>
/// <param name="Named">Arguments by name, in order.</param>
/// <param name="Mode">What becomes of maps and lists.</param>
/// <param name="FullKey">Where the target's config stands.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record TargetCall(
    IReadOnlyList<Argument> Positional, IReadOnlyList<Argument> Named, ConvertMode Mode, string FullKey, Origin? Origin)
{
    /// <summary>Arguments for the parameters that neither a position nor a name fills, in order.</summary>
    public IReadOnlyList<Argument> Free { get; init; } = [];
}
