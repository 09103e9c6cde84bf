namespace Binnacle.Tuning;

/// <summary>Decides whether a study has gone on for long enough.</summary>
public interface ITerminator
{
    /// <summary>True when further trials are not worth their cost.</summary>
    bool ShouldTerminate(Study study);
}
