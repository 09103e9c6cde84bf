using System.Diagnostics;
using Binnacle.Testing;

namespace Binnacle.Tuning.Tests;

public sealed class JournalStorageTests : SharedStudyStorageSuite, IDisposable
{
    private static readonly JournalStorageOptions Fast = new() { SurvivePowerLoss = false };

    private readonly TemporaryFolder _folder = new();

    private string Journal => _folder["study.log"];

    protected override IStudyStorage Open() => new JournalStorage(Journal, Fast);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"op_code\":7,\"worker_id\":\"x\",\"trial_id\":0,\"step\":0,\"interm")]
    [InlineData("{")]
    [InlineData("{\"op_code\":1,\"worker_id\":\"x\",\"study_id\":0}")]
    public void A_half_written_last_line_is_ignored_and_removed_by_the_next_writer(string half)
    {
        StudyOfTwoTrials();
        File.AppendAllText(Journal, half);

        using (IStudyStorage reader = Open())
            Assert.Equal(2, reader.GetTrials(0).Count);
        using (IStudyStorage writer = Open())
            writer.CreateTrial(0);

        using IStudyStorage storage = Open();
        Assert.Equal(3, storage.GetTrials(0).Count);
        Assert.DoesNotContain(half + "{", File.ReadAllText(Journal));
    }

    [Fact]
    public void Another_journal_in_the_place_of_the_one_that_was_read_is_refused_however_long_it_is()
    {
        using IStudyStorage storage = Open();
        storage.CreateStudy("same", [StudyDirection.Minimize]);
        File.Delete(Journal);
        using IStudyStorage newer = Open();
        newer.CreateStudy("same", [StudyDirection.Minimize]);
        newer.CreateTrial(0);

        var error = Assert.Throws<TuningException>(() => storage.CreateTrial(0));

        Assert.Contains("was replaced by another", error.Message);
        Assert.Single(newer.GetTrials(0));
    }

    [Fact]
    public void A_line_is_read_once_its_writer_has_completed_it()
    {
        StudyOfTwoTrials();
        using IStudyStorage reader = Open();
        string line = File.ReadLines(Journal).Last(line => line.Contains("\"op_code\":4"));

        File.AppendAllText(Journal, line[..20]);
        Assert.Equal(2, reader.GetTrials(0).Count);
        File.AppendAllText(Journal, line[20..] + "\n");

        Assert.Equal(3, reader.GetTrials(0).Count);
    }

    [Theory]
    [InlineData("{\"op_code\":7,\"trial", "JSON, column")]
    [InlineData("[1]", "JSON object")]
    [InlineData("{\"op_code\":77,\"worker_id\":\"x\",\"trial_id\":0}", "operation 77")]
    [InlineData("{\"op_code\":4,\"worker_id\":\"x\",\"datetime_start\":null}", "'study_id' is missing")]
    [InlineData("{\"op_code\":6,\"worker_id\":\"x\",\"trial_id\":0,\"state\":9,\"values\":null}", "'state'")]
    public void A_damaged_line_in_the_middle_is_named(string damaged, string expected)
    {
        StudyOfTwoTrials();
        string[] lines = File.ReadAllLines(Journal);
        File.WriteAllText(Journal, string.Concat(lines[..3].Append(damaged).Concat(lines[3..]).Select(line => line + "\n")));

        var error = Assert.Throws<TuningException>(Open);

        Assert.Contains("study.log:4: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Nothing_is_written_after_a_damaged_last_line()
    {
        StudyOfTwoTrials();
        int lines = File.ReadAllLines(Journal).Length;
        File.AppendAllText(Journal, "{\"op_code\":7,\n");

        using IStudyStorage storage = Open();
        Assert.Equal(2, storage.GetTrials(0).Count);
        var error = Assert.Throws<TuningException>(() => storage.CreateTrial(0));

        Assert.Contains($"study.log:{lines + 1}: ", error.Message);
        Assert.Equal(lines + 1, File.ReadAllLines(Journal).Length);
    }

    [Fact]
    public void Impossible_operations_of_others_change_nothing()
    {
        StudyOfTwoTrials();
        File.AppendAllText(Journal, """
            {"op_code":7,"worker_id":"x","trial_id":0,"step":0,"intermediate_value":1.0}
            {"op_code":7,"worker_id":"x","trial_id":99,"step":0,"intermediate_value":1.0}
            {"op_code":0,"worker_id":"x","study_name":"s","directions":[2]}
            {"op_code":4,"worker_id":"x","study_id":5,"datetime_start":null}
            {"op_code":1,"worker_id":"x","study_id":5}

            """.ReplaceLineEndings("\n"));

        using IStudyStorage storage = Open();

        Assert.Empty(storage.GetTrials(0)[0].IntermediateValues);
        Assert.Equal(StudyDirection.Minimize, Assert.Single(storage.GetStudies()).Directions.Single());
    }

    [Fact]
    public void Moments_are_read_as_local_time_and_as_UTC()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(3), "east", "east");
        _folder.Write("study.log", """
            {"op_code":0,"worker_id":"x","study_name":"s","directions":[1]}
            {"op_code":4,"worker_id":"x","study_id":0,"datetime_start":"2026-01-02T03:04:05.000006"}
            {"op_code":4,"worker_id":"x","study_id":0,"datetime_start":"2026-01-02T03:04:05.000006+00:00"}

            """.ReplaceLineEndings("\n"));

        using JournalStorage storage = new(Journal, Fast with { Time = new ZonedTime(zone) });

        Assert.Equal(["2026-01-02T00:04:05", "2026-01-02T03:04:05"], storage.GetTrials(0).Select(trial => trial.StartedAt!.Value.UtcDateTime.ToString("s")));
    }

    [Theory]
    [InlineData(JournalLock.Symlink)]
    [InlineData(JournalLock.Open)]
    public void A_lock_that_a_killed_writer_left_is_broken_after_the_grace_period(JournalLock kind)
    {
        Requirement.OtherMachine(kind == JournalLock.Open || !OperatingSystem.IsWindows(), "links need a privilege on Windows");
        StudyOfTwoTrials();
        File.WriteAllText(Journal + ".lock", "");
        long begin = Stopwatch.GetTimestamp();

        using JournalStorage storage = new(Journal, Fast with { Lock = kind, LockGracePeriod = TimeSpan.FromSeconds(0.3) });
        storage.CreateTrial(0);

        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalSeconds, 0.3, 30);
        Assert.Equal(["study.log"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_lock_that_is_held_for_too_long_is_named_and_nothing_is_written()
    {
        StudyOfTwoTrials();
        string before = File.ReadAllText(Journal);
        File.WriteAllText(Journal + ".lock", "");

        using JournalStorage storage = new(Journal, Fast with { LockGracePeriod = null, BusyTimeout = TimeSpan.FromSeconds(0.2) });
        var error = Assert.Throws<TuningException>(() => storage.CreateTrial(0));

        Assert.Contains("study.log.lock", error.Message);
        Assert.Equal(before, File.ReadAllText(Journal));
    }

    [Fact]
    public void Writers_with_different_locks_keep_each_other_out()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "links need a privilege on Windows");
        StudyOfTwoTrials();

        Parallel.For(0, 4, worker =>
        {
            using JournalStorage storage = new(Journal, Fast with { Lock = worker % 2 == 0 ? JournalLock.Symlink : JournalLock.Open });
            for (int i = 0; i < 25; i++)
                storage.CreateTrial(0);
        });

        using IStudyStorage result = Open();
        Assert.Equal(102, result.GetTrials(0).Count);
    }

    [Fact]
    public void A_full_disk_is_named_and_loses_nothing()
    {
        using SmallDisk disk = SmallDisk.Mount("size=64k");
        string path = Path.Combine(disk.Path, "study.log");
        using JournalStorage storage = new(path, Fast);
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 3);
        disk.Fill();

        var error = Assert.Throws<TuningException>(() => study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 1000));
        int finished = study.Trials.Count(trial => trial.State == TrialState.Complete);
        File.Delete(Path.Combine(disk.Path, "filling"));
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);

        Assert.Contains(path, error.Message);
        using JournalStorage again = new(path, Fast);
        Assert.Equal(finished + 2, again.GetTrials(0).Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        Assert.Contains("missing", Assert.Throws<TuningException>(() => new JournalStorage(_folder["missing", "study.log"])).Message);
    }

    [Fact]
    public void A_journal_that_became_shorter_is_named()
    {
        StudyOfTwoTrials();
        using IStudyStorage storage = Open();
        File.WriteAllText(Journal, "");

        Assert.Contains("shorter", Assert.Throws<TuningException>(() => storage.CreateTrial(0)).Message);
    }

    private void StudyOfTwoTrials()
    {
        using IStudyStorage storage = Open();
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);
    }

    private sealed class ZonedTime(TimeZoneInfo zone) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => zone;
    }
}
