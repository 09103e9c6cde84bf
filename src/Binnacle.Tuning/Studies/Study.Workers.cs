namespace Binnacle.Tuning;

public sealed partial class Study
{
    private const string StopRequestsKey = "binnacle:stop_requests";
    private const string PlannedTrialsKey = "binnacle:planned_trials";

    /// <summary>
    /// How often the study's workers were asked to stop. A worker remembers the number with which it began and starts no further trial
    /// when it has grown; <see cref="OptimizeAsync"/> does so for studies that outlive the process.
    /// </summary>
    public long StopRequests => Whole(StopRequestsKey) ?? 0;

    /// <summary>How many trials the study is to have in the end, as far as its workers know; null when they do not say.</summary>
    public long? PlannedTrials => Whole(PlannedTrialsKey);

    /// <summary>Asks everybody who works on the study, in any process, to start no further trial. Trials that run now are finished.</summary>
    public void RequestStop() => SetSystemAttribute(StopRequestsKey, StopRequests + 1);

    /// <summary>Says how many trials the study is to have in the end, for whoever looks on.</summary>
    public void SetPlannedTrials(long count) => SetSystemAttribute(PlannedTrialsKey, count);

    private long? Whole(string key) => SystemAttributes.GetValueOrDefault(key) as long?;
}
