namespace Binnacle.Tuning;

/// <summary>A sampler whose random state can be stored and continued, so that a study that is resumed draws what one run would have drawn.</summary>
public interface IStatefulSampler : ISampler
{
    /// <summary>The random state as of now: one line of printable ASCII, about 3 kB for each generator.</summary>
    /// <remarks>
    /// Only what is drawn from counts: options and the history are not in it. Empty when no seed was given: there is nothing to continue.
    /// </remarks>
    string SaveState();

    /// <summary>Continues where <see cref="SaveState"/> of a sampler of the same kind was called.</summary>
    /// <exception cref="FormatException">The text is no state of this kind of sampler; the sampler is left as it was.</exception>
    void RestoreState(string state);
}
