namespace Binnacle.Tracking;

/// <summary>The names of <see cref="LoggedModelStatus"/> in filters; JSON puts <c>LOGGED_MODEL_</c> before them.</summary>
public static class LoggedModelStatusNames
{
    /// <summary>MLflow's name of a status.</summary>
    public static string ToName(this LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "PENDING",
        LoggedModelStatus.Ready => "READY",
        LoggedModelStatus.UploadFailed => "FAILED",
        _ => "UNSPECIFIED",
    };
}
