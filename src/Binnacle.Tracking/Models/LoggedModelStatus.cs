namespace Binnacle.Tracking;

/// <summary>How far a logged model has come; the numbers are MLflow's.</summary>
public enum LoggedModelStatus
{
    /// <summary>Nothing is known.</summary>
    Unspecified = 0,

    /// <summary>Its artifacts are being written.</summary>
    Pending = 1,

    /// <summary>It can be loaded.</summary>
    Ready = 2,

    /// <summary>Its artifacts could not be written.</summary>
    UploadFailed = 3,
}
