namespace Binnacle.Tuning.Tests;

/// <summary>What every storage with heartbeats must do.</summary>
public abstract class HeartbeatSuite : SharedStudyStorageSuite
{
    private static readonly HeartbeatOptions Quick = new() { Interval = TimeSpan.FromSeconds(0.2), GracePeriod = TimeSpan.FromSeconds(4.2) };

    [Fact]
    public async Task A_trial_whose_worker_died_is_failed_and_tried_again_with_its_parameters()
    {
        using IStudyStorage storage = Open();
        Study dead = Study.Create(new StudyOptions { Name = "s", Storage = storage, Heartbeat = Quick });
        Trial lost = dead.Ask();
        double x = lost.SuggestFloat("x", 0, 1);
        lost.SetUserAttribute("worker", "dead");
        dead.KeepAlive(lost)!.Dispose();
        Trial withoutHeartbeat = dead.Ask();

        Study alive = Study.Load(new StudyOptions
        {
            Name = "s",
            Storage = storage,
            Heartbeat = Quick with { OnStaleTrial = new RetryFailedTrialCallback(1).Invoke },
        });
        Assert.Empty(alive.FailStaleTrials());
        await Task.Delay(TimeSpan.FromSeconds(5.5), TestContext.Current.CancellationToken);
        alive.Optimize(trial => trial.SuggestFloat("x", 0, 1), 1);

        Assert.Equal(TrialState.Fail, alive.Trials[lost.Number].State);
        Assert.Equal(TrialState.Running, alive.Trials[withoutHeartbeat.Number].State);
        FrozenTrial retried = alive.Trials[2];
        Assert.Equal(TrialState.Complete, retried.State);
        Assert.Equal(x, retried.Value);
        Assert.Equal("dead", retried.UserAttributes["worker"]);
        Assert.Equal(0, RetryFailedTrialCallback.RetriedTrialNumber(retried));
        Assert.Equal([0], RetryFailedTrialCallback.RetryHistory(retried));
    }

    [Fact]
    public void A_trial_that_runs_for_longer_than_the_grace_period_stays_alive()
    {
        using IStudyStorage storage = Open();
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Heartbeat = Quick });
        Study other = Study.Load(new StudyOptions { Name = "s", Storage = storage, Heartbeat = Quick });

        study.Optimize(
            _ =>
            {
                Thread.Sleep(TimeSpan.FromSeconds(5.5));
                Assert.Empty(other.FailStaleTrials());
                return 1;
            },
            1);

        Assert.Equal(TrialState.Complete, study.Trials.Single().State);
    }

    [Fact]
    public void A_trial_is_tried_again_as_often_as_allowed()
    {
        using IStudyStorage storage = Open();
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage });
        RetryFailedTrialCallback retry = new(2, inheritIntermediateValues: true);
        study.Ask().Report(5, 0);
        for (int i = 0; i < 4 && study.Trials.Count > i; i++)
        {
            if (i > 0)
                Assert.Equal(i, study.Ask().Number);
            retry.Invoke(study, study.Tell(i, null, TrialState.Fail));
        }

        Assert.Equal(3, study.Trials.Count);
        Assert.Equal([0, 1], RetryFailedTrialCallback.RetryHistory(study.Trials[2]));
        Assert.Equal(0, RetryFailedTrialCallback.RetriedTrialNumber(study.Trials[2]));
        Assert.Equal(5, study.Trials[2].IntermediateValues[0]);
    }
}
