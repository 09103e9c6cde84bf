using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>Keeps studies and their trials.</summary>
/// <remarks>
/// Every method is one atomic step, visible to all users of the storage when it returns, and may be called from several
/// threads. Methods throw <see cref="TuningException"/> for unknown ids and for a store that cannot be used, and
/// <see cref="TrialFinishedException"/> when a finished trial would change.
/// </remarks>
public interface IStudyStorage : IDisposable
{
    /// <summary>True when studies outlive the process.</summary>
    bool IsPersistent { get; }

    /// <summary>Creates a study and returns its id.</summary>
    /// <param name="name">Its name, unique in the storage.</param>
    /// <param name="directions">One for each objective, at least one.</param>
    /// <exception cref="DuplicatedStudyException">The name is taken.</exception>
    long CreateStudy(string name, ImmutableArray<StudyDirection> directions);

    /// <summary>Deletes a study with its trials.</summary>
    void DeleteStudy(long studyId);

    /// <summary>The study of this name, or null.</summary>
    FrozenStudy? FindStudy(string name);

    /// <summary>The study of this id.</summary>
    FrozenStudy GetStudy(long studyId);

    /// <summary>Every study, in the order of creation.</summary>
    IReadOnlyList<FrozenStudy> GetStudies();

    /// <summary>Sets a user attribute of a study; the last one stays.</summary>
    void SetStudyUserAttribute(long studyId, string key, object? value);

    /// <summary>Sets a system attribute of a study; the last one stays.</summary>
    void SetStudySystemAttribute(long studyId, string key, object? value);

    /// <summary>Adds a trial with the next number.</summary>
    /// <param name="studyId">The study.</param>
    /// <param name="template">Everything but id and number; null for a running trial that starts now.</param>
    /// <returns>The trial with its id and number.</returns>
    FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null);

    /// <summary>Takes the waiting trial of the smallest number and makes it run, for this caller alone; null when none waits.</summary>
    FrozenTrial? ClaimWaitingTrial(long studyId);

    /// <summary>Adds a parameter to a running trial, or replaces it.</summary>
    /// <exception cref="TuningException">The name has another kind of distribution elsewhere in the study.</exception>
    void SetTrialParameter(long trialId, TrialParameter parameter);

    /// <summary>Adds parameters to a running trial as one step, or replaces them: all, or none when one is refused.</summary>
    /// <exception cref="TuningException">A name has another kind of distribution elsewhere in the study; then none is added.</exception>
    void SetTrialParameters(long trialId, IReadOnlyList<TrialParameter> parameters)
    {
        foreach (TrialParameter parameter in parameters)
            SetTrialParameter(trialId, parameter);
    }

    /// <summary>Ends a trial: complete, pruned or failed.</summary>
    void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values);

    /// <summary>Sets the value of a step; the last one stays.</summary>
    void SetIntermediateValue(long trialId, int step, double value);

    /// <summary>Sets a user attribute of a trial; the last one stays.</summary>
    void SetTrialUserAttribute(long trialId, string key, object? value);

    /// <summary>Sets a system attribute of a trial; the last one stays.</summary>
    void SetTrialSystemAttribute(long trialId, string key, object? value);

    /// <summary>The trial of this id.</summary>
    FrozenTrial GetTrial(long trialId);

    /// <summary>Every trial of a study as of now, in the order of their numbers. The list never changes.</summary>
    IReadOnlyList<FrozenTrial> GetTrials(long studyId);
}
