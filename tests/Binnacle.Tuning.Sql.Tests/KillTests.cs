using System.Globalization;
using Binnacle.Testing;

namespace Binnacle.Tuning.Sql.Tests;

/// <summary>Kills a writing process again and again. How often: <c>BINNACLE_TEST_KILLS</c>, 20 by default.</summary>
public sealed class KillTests : IDisposable
{
    private const double WindowSeconds = 0.05;

    private readonly TemporaryFolder _folder = new();

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("BINNACLE_TEST_KILLS") ?? "20", CultureInfo.InvariantCulture);

    private string Ledger => _folder["ledger"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite:///", "study.db")]
    [InlineData("journal:", "study.log")]
    public async Task No_finished_trial_is_lost_or_doubled_when_its_writer_is_killed(string scheme, string file)
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "kills are signals");
        string url = scheme + _folder[file];
        Random random = new(1);
        int within = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using RunningProgram writer = SampleProgram.TuningWorker.Start(_folder.Path, "write", url, Ledger, _folder["marker"]);
            long told = LedgerLength();
            await writer.UntilAsync(() => LedgerLength() > told, "the writer has told a trial");
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * WindowSeconds), TestContext.Current.CancellationToken);
            await writer.KillAsync();
            within += File.ReadAllBytes(_folder["marker"])[0];
        }

        (int Number, double Value)[] ledger = [.. File.ReadLines(Ledger).Select(line => line.Split(' ')).Where(parts => parts.Length == 2)
            .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)))];
        using IStudyStorage storage = StudyStorage.Open(url);
        IReadOnlyList<FrozenTrial> trials = storage.GetTrials(storage.FindStudy("s")!.Id);
        int complete = trials.Count(trial => trial.State == TrialState.Complete);
        int lost = ledger.Count(entry => trials[entry.Number] is not { State: TrialState.Complete } trial || trial.Value != entry.Value);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{scheme} {Kills} kills, {within} of them inside an open transaction; ledger {ledger.Length}, complete {complete}, lost {lost}");

        Assert.Equal(0, lost);
        Assert.Equal(ledger.Length, ledger.Select(entry => entry.Number).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, trials.Count), trials.Select(trial => trial.Number));

        // At each kill one trial may have been told without being in the ledger yet.
        Assert.InRange(complete - ledger.Length, 0, Kills);
        Assert.True(within > 0, "no kill was inside an open transaction");
    }

    private long LedgerLength() => File.Exists(Ledger) ? new FileInfo(Ledger).Length : 0;
}
