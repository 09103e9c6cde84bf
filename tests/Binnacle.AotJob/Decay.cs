namespace Binnacle.AotJob;

/// <summary>Made by a config with <c>_target_</c>.</summary>
internal sealed class Decay(double rate, IReadOnlyList<int> steps)
{
    public override string ToString() => FormattableString.Invariant($"x{rate} at {string.Join(' ', steps)}");
}
