namespace Binnacle.Tuning;

/// <summary>Stops an optimisation when a terminator says so.</summary>
/// <remarks>Use it as <c>Callbacks = [new TerminatorCallback(terminator).Invoke]</c>.</remarks>
/// <param name="terminator">Decides.</param>
public sealed class TerminatorCallback(ITerminator terminator)
{
    /// <summary>Looks at the study after a trial.</summary>
    public void Invoke(Study study, FrozenTrial trial)
    {
        if (terminator.ShouldTerminate(study))
            study.Stop();
    }
}
