namespace Binnacle.Tuning;

/// <summary>What a line of a journal does; the numbers are Optuna's.</summary>
internal enum JournalOperation
{
    CreateStudy = 0,
    DeleteStudy = 1,
    SetStudyUserAttribute = 2,
    SetStudySystemAttribute = 3,
    CreateTrial = 4,
    SetTrialParameter = 5,
    SetTrialState = 6,
    SetIntermediateValue = 7,
    SetTrialUserAttribute = 8,
    SetTrialSystemAttribute = 9,
}
