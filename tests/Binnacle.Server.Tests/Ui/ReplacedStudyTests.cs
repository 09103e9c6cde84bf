using Binnacle.Server.Studies;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Server.Tests.Ui;

/// <summary>Studies whose file is removed and made anew while the server shows it.</summary>
public sealed class ReplacedStudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Schemes => ["sqlite:///", "journal:"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task The_page_of_a_study_shows_the_one_that_took_its_place(string scheme)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a file go that is open.");
        string address = scheme + _folder["study.db"];
        Write(address, trials: 3);
        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { StudyStorages = [address] });
        string page = $"/sweeps/{ServedStudies.KeyOf(StudyStorage.Shown(address))}?study=digits";
        Assert.Contains("Trials <span class=\"hint\">3</span>", await server.PageAsync(page), StringComparison.Ordinal);

        Replace(address, trials: 7);

        Assert.Contains("Trials <span class=\"hint\">7</span>", await server.PageAsync(page), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_change_goes_to_the_study_that_took_the_place_of_the_one_shown(string scheme)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a file go that is open.");
        string address = scheme + _folder["study.db"];
        Write(address, trials: 3);
        using ServedStudies served = new(address);
        Assert.Equal(3, served.Read("digits").Trials.Count);

        Replace(address, trials: 7);
        served.Change("digits", study => study.SetUserAttribute("asked", true));

        using IStudyStorage storage = StudyStorage.Open(address);
        Assert.Equal(true, storage.FindStudy("digits")!.UserAttributes["asked"]);
        Assert.Equal(7, served.Read("digits").Trials.Count);
    }

    private void Replace(string address, int trials)
    {
        foreach (string file in Directory.GetFiles(_folder[""], "study.db*"))
            File.Delete(file);
        Write(address, trials);
    }

    private static void Write(string address, int trials)
    {
        using IStudyStorage storage = StudyStorage.Open(address);
        Study study = Study.Create(new StudyOptions { Storage = storage, Name = "digits", Sampler = new RandomSampler(1) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), trials);
    }
}
