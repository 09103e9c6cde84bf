namespace Binnacle.Tuning;

/// <summary>Which values of an objective are better. The numbers are Optuna's, used in its journal.</summary>
public enum StudyDirection
{
    /// <summary>Not decided. Found in databases only; a study is never created with it.</summary>
    NotSet = 0,

    /// <summary>Smaller values are better.</summary>
    Minimize = 1,

    /// <summary>Larger values are better.</summary>
    Maximize = 2,
}
