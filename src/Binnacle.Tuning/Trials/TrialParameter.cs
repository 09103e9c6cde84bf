namespace Binnacle.Tuning;

/// <summary>One parameter of a trial.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Distribution">What it was drawn from.</param>
/// <param name="InternalValue">Its value in internal form (see <see cref="Tuning.Distribution"/>).</param>
public sealed record TrialParameter(string Name, Distribution Distribution, double InternalValue)
{
    /// <summary>Its value: a <see cref="double"/>, a <see cref="long"/>, or the choice.</summary>
    public object? Value => Distribution.ToExternal(InternalValue);
}
