namespace Binnacle.Configuration;

/// <summary>A text that the interpolation grammar refuses; callers add the place in the file.</summary>
internal sealed class InterpolationSyntaxException(string message, int position) : FormatException(message)
{
    /// <summary>Where in the text the fault is, from 0.</summary>
    public int Position { get; } = position;
}
