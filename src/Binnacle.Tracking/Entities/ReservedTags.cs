namespace Binnacle.Tracking;

/// <summary>Tag names with a meaning that MLflow or Binnacle gives them.</summary>
public static class ReservedTags
{
    /// <summary>The run's name.</summary>
    public const string RunName = "mlflow.runName";

    /// <summary>Who started the run.</summary>
    public const string User = "mlflow.user";

    /// <summary>The program that made the run.</summary>
    public const string SourceName = "mlflow.source.name";

    /// <summary>What kind of program it was: <c>LOCAL</c>, <c>NOTEBOOK</c>, <c>PROJECT</c> or <c>JOB</c>.</summary>
    public const string SourceType = "mlflow.source.type";

    /// <summary>The commit of the source.</summary>
    public const string GitCommit = "mlflow.source.git.commit";

    /// <summary>The branch of the source.</summary>
    public const string GitBranch = "mlflow.source.git.branch";

    /// <summary>Where the source was cloned from, credentials removed.</summary>
    public const string GitRepository = "mlflow.source.git.repoURL";

    /// <summary>Description in Markdown, of a run or experiment.</summary>
    public const string Note = "mlflow.note.content";

    /// <summary>The run that this run is nested in.</summary>
    public const string ParentRunId = "mlflow.parentRunId";

    /// <summary>Which library logged by itself.</summary>
    public const string Autologging = "mlflow.autologging";

    /// <summary>Tag of a data set's use: training, validation, test, …</summary>
    public const string DatasetContext = "mlflow.data.context";

    /// <summary>The process that writes the run; see <see cref="RunOwner"/>.</summary>
    public const string Process = "binnacle.process";

    /// <summary>The id that a run or logged model had in the store that it was copied from, where a server gave it another.</summary>
    public const string CopiedFrom = "binnacle.copiedFrom";

    /// <summary>When the writing process last showed a sign of life, in milliseconds since 1970 (UTC).</summary>
    public const string Heartbeat = "binnacle.heartbeat";

    /// <summary>The study of which the run is a trial.</summary>
    public const string Study = "binnacle.study";

    /// <summary>Where that study is kept, as an address without password.</summary>
    public const string StudyStorage = "binnacle.study.storage";

    /// <summary>The number of the trial in its study.</summary>
    public const string Trial = "binnacle.trial";

    /// <summary>The folder of the sweep that started the run.</summary>
    public const string SweepFolder = "binnacle.sweep.folder";

    /// <summary>The folder of the job that is the run, with its log.</summary>
    public const string JobFolder = "binnacle.job.folder";

    /// <summary>The overrides with which the job was started, as a shell takes them.</summary>
    public const string Overrides = "binnacle.overrides";
}
