using System.Net;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Server.Tests.Ui;

/// <summary>Studies that are kept by a database server.</summary>
public sealed class PostgresStudyTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_study_in_PostgreSQL_is_listed_and_shown_without_the_password_of_its_database()
    {
        string address = postgres.CreateDatabase().Replace("://test@", "://test:secret-word@", StringComparison.Ordinal);
        Assert.Contains("secret-word", address, StringComparison.Ordinal);
        using IStudyStorage storage = StudyStorage.Open(address);
        Study study = Study.Create(new StudyOptions { Storage = storage, Name = "digits/ä", Sampler = new RandomSampler(1) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), trials: 4);

        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { StudyStorages = [address] });
        string list = await server.PageAsync("/sweeps");
        Assert.Contains("digits/ä", list, StringComparison.Ordinal);
        string link = list[list.IndexOf("/sweeps/", StringComparison.Ordinal)..].Split('"')[0];
        using HttpResponseMessage answer = await server.Client.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Trials <span class=\"hint\">4</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", list + page, StringComparison.Ordinal);
    }
}
