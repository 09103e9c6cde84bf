namespace Binnacle.Tuning;

/// <summary>Decides the parameters of trials.</summary>
/// <remarks>
/// Values are in internal form (see <see cref="Distribution"/>). A study calls its sampler from one thread at a time. A sampler
/// holds random state of its own and belongs to one study at a time.
/// </remarks>
public interface ISampler
{
    /// <summary>Called when a trial was asked for, before anything is drawn.</summary>
    void BeforeTrial(Study study, FrozenTrial trial)
    {
    }

    /// <summary>The parameters that <see cref="SampleRelative"/> will draw together, in order; empty when each is drawn alone.</summary>
    IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial) => [];

    /// <summary>Draws parameters together, at the first suggestion of a trial. Those left out are drawn alone.</summary>
    IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace) => NoParameters.Instance;

    /// <summary>Draws one parameter alone.</summary>
    double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution);

    /// <summary>Called when a trial is told, before it is stored as finished.</summary>
    void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
    }
}
