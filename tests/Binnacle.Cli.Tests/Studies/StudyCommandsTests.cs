using System.CommandLine;
using Binnacle.Cli.Commands.Studies;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;
using Spectre.Console.Testing;

namespace Binnacle.Cli.Tests.Studies;

public sealed class StudyCommandsTests : IDisposable
{
    private const string Space = "{\"x\": {\"name\": \"FloatDistribution\", \"attributes\": {\"low\": 0.0, \"high\": 1.0}}, \"n\": {\"type\": \"int\", \"low\": 1, \"high\": 9}}";

    private readonly TemporaryFolder _folder = new();
    private readonly TestConsole _console = new();
    private readonly string _url;
    private string _warnings = "";

    public StudyCommandsTests() => _url = $"sqlite:///{_folder["study.db"]}";

    public void Dispose()
    {
        _console.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_study_is_made_asked_told_and_looked_at()
    {
        Assert.Equal("s", Run("create", "s", "-d", "maximize"));
        string asked = Run("ask", "s", "--search-space", Space, "--seed", "1");
        Assert.Matches("^\\{\"number\": 0, \"params\": \\{\"x\": 0\\.[0-9]+, \"n\": [1-9]\\}\\}$", asked);

        Assert.Equal("Trial 0: COMPLETE", Run("tell", "s", "-n", "0", "-v", "2.5"));
        Run("ask", "s", "--search-space", Space);
        Assert.Equal("Trial 1: PRUNED", Run("tell", "s", "-n", "1", "--state", "pruned"));

        Run("trials", "s");
        Assert.Contains("COMPLETE", _console.Output);
        Assert.Contains("params_x", _console.Output);
        Assert.Contains("\"values\": [2.5]", Run("best", "s", "--format", "json"));
        string[] csv = Run("trials", "s", "--format", "csv").Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("number,state,value,params_x,params_n,datetime_start,datetime_complete", csv[0]);
        Assert.StartsWith("1,PRUNED,,", csv[2]);
        Assert.Contains("\"number\": 1", Run("trials", "s", "--format", "json", "--state", "Pruned"));
    }

    [Fact]
    public void A_study_without_complete_trials_has_no_best_with_one_objective_or_several()
    {
        Run("create", "one");
        Run("create", "two", "-d", "minimize", "maximize");
        Run("ask", "two", "--search-space", Space);

        Assert.Equal("No trial of study 'one' is complete (and feasible) yet.", Fault("best", "one"));
        Assert.Equal("No trial of study 'two' is complete (and feasible) yet.", Fault("best", "two"));
        Assert.Equal("No trial of study 'two' is complete (and feasible) yet.", Fault("best", "two", "-f", "json"));
    }

    [Fact]
    public void Studies_are_listed_for_programs_too()
    {
        Run("create", "one");
        Run("create", "two", "-d", "minimize", "maximize");
        Run("ask", "two", "--search-space", Space);
        Run("tell", "two", "-n", "0", "-v", "1", "-v", "2");
        Run("ask", "two", "--search-space", Space);

        Assert.Equal(
            "[{\"name\": \"one\", \"directions\": [\"minimize\"], \"trials\": 0, \"complete\": 0}, "
            + "{\"name\": \"two\", \"directions\": [\"minimize\", \"maximize\"], \"trials\": 2, \"complete\": 1}]",
            Run("list", "--format", "json"));
    }

    [Fact]
    public void Asking_with_a_seed_continues_from_call_to_call()
    {
        foreach (string study in (string[])["one", "two"])
        {
            Run("create", study);
            for (int i = 0; i < 3; i++)
            {
                Run("ask", study, "--search-space", Space, "--seed", "7", "--sampler", "random");
                Run("tell", study, "-n", $"{i}", "-v", "1");
            }
        }

        string one = Parameters("one");
        Assert.Equal(one, Parameters("two"));
        Assert.Equal(3, one.Split(';').Distinct().Count());
    }

    [Fact]
    public void An_enqueued_trial_is_asked_next()
    {
        Run("create", "s");
        Run("enqueue", "s", "--params", "{\"x\": 0.25}", "--user-attrs", "{\"why\": \"because\"}");
        Run("enqueue", "s", "--params", "{\"x\": 0.25}", "--skip-if-exists");

        Assert.Contains("\"x\": 0.25", Run("ask", "s", "--search-space", Space));
        Assert.Contains("\"why\": \"because\"", Run("trials", "s", "--format", "json"));
        Assert.Single(Trials("s"));
    }

    [Fact]
    public void An_exported_study_is_imported_unchanged_into_every_kind_of_storage()
    {
        using (IStudyStorage storage = StudyStorage.Open(_url))
        {
            Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1), Directions = [StudyDirection.Maximize] });
            study.SetUserAttribute("note", "ü \"quoted\"");
            study.Optimize(
                trial =>
                {
                    trial.Report(double.NaN, 3);
                    trial.SetUserAttribute("list", new object?[] { 1, 2.5, null });
                    return trial.SuggestFloat("x", 0, 1) + trial.SuggestInt("n", 1, 5) + trial.SuggestCategorical("c", 1, 2);
                },
                4);
            study.Ask();
            study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = 0.5 });
        }

        Run("export", "s", "-o", _folder["s.json"]);
        string journal = "journal:" + _folder["study.log"];
        Assert.Equal("copy", Run("import", _folder["s.json"], "--name", "copy"));
        Assert.Equal("s", RunOn(journal, "import", _folder["s.json"]));
        Run("copy", "s", "--to-storage", journal, "--to", "copied");

        string expected = Run("export", "s");
        Assert.Equal(expected, Run("export", "copy").Replace("\"study_name\": \"copy\"", "\"study_name\": \"s\""));
        Assert.Equal(expected, RunOn(journal, "export", "s"));
        Assert.Equal(expected, RunOn(journal, "export", "copied").Replace("\"study_name\": \"copied\"", "\"study_name\": \"s\""));
    }

    [Theory]
    [InlineData("{", "JSON, column 2")]
    [InlineData("{\"directions\": [\"UP\"], \"trials\": []}", "expected one of NOTSET, MINIMIZE, MAXIMIZE, found \"UP\"")]
    [InlineData("{\"directions\": [\"MINIMIZE\"], \"trials\": [{\"state\": \"FAIL\", \"params\": {\"x\": 1}}]}", "trials[0]: the parameter 'x' has no distribution")]
    [InlineData("{\"directions\": [\"MINIMIZE\"], \"trials\": [{\"state\": \"COMPLETE\", \"values\": [1, 2]}]}", "1 values, found 2")]
    public void A_faulty_document_is_named_and_leaves_nothing_behind(string document, string expected)
    {
        string file = _folder.Write("s.json", document);

        Assert.Contains(expected, Assert.Throws<TuningException>(() => Run("import", file, "--name", "s")).Message);

        using IStudyStorage storage = StudyStorage.Open(_url);
        Assert.Empty(storage.GetStudies());
    }

    [Fact]
    public void A_deleted_study_is_gone()
    {
        Run("create", "s");
        Run("delete", "s");

        using IStudyStorage storage = StudyStorage.Open(_url);
        Assert.Empty(storage.GetStudies());
    }

    [Fact]
    public void A_storage_for_Optuna_3_1_is_made_and_upgraded_when_told()
    {
        Run("storage", "create", "--head", "v3.0.0.d");
        Run("create", "s");

        Assert.Contains("v3.0.0.d already", Assert.Throws<TuningException>(() => Run("storage", "create", "--head", "v3.2.0.a")).Message);
        Assert.Equal("v3.0.0.d -> v3.2.0.a", Run("upgrade"));
        Assert.Equal("v3.2.0.a already", Run("upgrade"));
    }

    [Fact]
    public void Errors_name_what_is_wrong_and_what_is_near()
    {
        Run("create", "resnet");

        Assert.Contains("Did you mean 'resnet'?", Fault("trials", "resnt"));
        Assert.Contains("expected sqlite:///FILE, postgresql://", Assert.Throws<TuningException>(() => RunOn("redis://x", "list")).Message);
        Assert.Contains("v3.2.0.a or v3.0.0.d", Assert.Throws<TuningException>(() => RunOn($"sqlite:///{_folder["new.db"]}", "storage", "create", "--head", "v1")).Message);
        Assert.Contains("--search-space: x:", Fault("ask", "--search-space", "{\"x\": {\"type\": \"float\", \"low\": 2, \"high\": 1}}"));
        Assert.Contains("--params: JSON, column", Fault("enqueue", "--params", "{x: 1}"));
        Assert.Contains("has no trial 5", Fault("tell", "-n", "5", "-v", "1"));
        Assert.Contains("already exists", Fault("create", "resnet"));
        Assert.Equal("resnet", Run("create", "resnet", "--skip-if-exists"));
    }

    [Fact]
    public void What_fails_while_asking_leaves_no_trial_running()
    {
        Run("create", "s");
        Run("ask", "s", "--search-space", "{\"x\": {\"type\": \"float\", \"low\": 0, \"high\": 1, \"log\": false}}");

        Assert.Contains("Parameter 'x': expected a distribution like", Fault("ask", "s", "--search-space", "{\"x\": {\"type\": \"categorical\", \"choices\": [1]}}"));

        Assert.Equal([TrialState.Running, TrialState.Fail], Trials("s").Select(trial => trial.State));
    }

    [Fact]
    public void What_is_used_in_spite_of_a_doubt_is_said_on_stderr()
    {
        Run("create", "s");
        Run("enqueue", "s", "--params", "{\"x\": 7}");

        Run("ask", "s", "--search-space", "{\"x\": {\"type\": \"float\", \"low\": 0, \"high\": 1}, \"n\": {\"type\": \"int\", \"low\": 1, \"high\": 10, \"step\": 4}}");
        Assert.Contains("Parameter 'n': the step does not divide the range up to 10; the last point is 9.", _warnings);
        Assert.Contains("the enqueued value 7 of 'x' is outside", _warnings);

        Assert.Equal("Trial 0: FAIL", Run("tell", "s", "-n", "0", "-v", "nan"));
        Assert.Contains("Trial 0 failed: a value is NaN.", _warnings);

        // Such a study goes through a document, too.
        Run("export", "s", "-o", _folder["s.json"]);
        Assert.Equal("again", Run("import", _folder["s.json"], "--name", "again"));
    }

    [Fact]
    public void Errors_speak_of_the_command_and_not_of_the_library()
    {
        Run("create", "s");

        Assert.EndsWith("with --skip-if-exists, or choose another name.", Fault("create", "s"));
        Assert.EndsWith("found 0.", Fault("ask", "s", "--search-space", "{\"x\": {\"type\": \"int\", \"low\": 0, \"high\": 10, \"step\": 0}}"));
        Assert.Contains("expected the field 'type' (float, int or categorical)", Fault("ask", "s", "--search-space", "{\"x\": {\"typ\": \"int\"}}"));
        Assert.EndsWith("found 'redis://x'.", Assert.Throws<TuningException>(() => RunOn("redis://x", "list")).Message);
        Assert.Contains("'waiting'", StudyCommand.Create(_console).Parse(["trials", "s", "--state", "bogus"]).Errors.Single().Message);
    }

    private string Fault(params string[] args) => Assert.ThrowsAny<TuningException>(() => Run(args)).Message;

    private string Run(params string[] args) => RunOn(_url, args);

    private string RunOn(string url, params string[] args)
    {
        using StringWriter output = new();
        ParseResult parsed = StudyCommand.Create(_console).Parse([.. args, "--storage", url]);
        Assert.Empty(parsed.Errors);
        using StringWriter warnings = new();
        parsed.Invoke(new InvocationConfiguration { Output = output, Error = warnings, EnableDefaultExceptionHandler = false });
        _warnings = warnings.ToString();
        return output.ToString().TrimEnd();
    }

    private IReadOnlyList<FrozenTrial> Trials(string study)
    {
        using IStudyStorage storage = StudyStorage.Open(_url);
        return storage.GetTrials(storage.FindStudy(study)!.Id);
    }

    private string Parameters(string study) => string.Join(';', Trials(study).Select(trial => PythonJson.Write(trial.Params)));
}
