using System.CommandLine;
using Binnacle.Cli.Commands.Studies;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;
using Spectre.Console.Testing;

namespace Binnacle.Cli.Tests.Studies;

public sealed class StudyAnalysisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestConsole _console = new();
    private readonly string _url;

    public StudyAnalysisTests()
    {
        _url = $"sqlite:///{_folder["study.db"]}";
        using IStudyStorage storage = StudyStorage.Open(_url);
        Study.Create(new StudyOptions { Name = "one", Storage = storage, Sampler = new RandomSampler(1) })
            .Optimize(trial => 9 * trial.SuggestFloat("x", 0, 1) + trial.SuggestInt("n", 0, 3) / 100.0, 30);
        Study.Create(new StudyOptions
        {
            Name = "two",
            Storage = storage,
            Sampler = new RandomSampler(1),
            Directions = [StudyDirection.Minimize, StudyDirection.Minimize],
        }).Optimize(trial => [trial.SuggestFloat("x", 0, 1), trial.SuggestFloat("y", 0, 1)], new OptimizeOptions { Trials = 30 });
    }

    public void Dispose()
    {
        _console.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Importances_are_a_table_with_the_most_important_first()
    {
        Run("importance", "one");

        string[] rows = [.. _console.Lines.Where(line => line.Contains('█', StringComparison.Ordinal))];
        Assert.StartsWith("x", Assert.Single(rows).Trim(), StringComparison.Ordinal);
        Assert.Contains("n ", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Importances_are_written_as_json_for_programs()
    {
        string json = Run("importance", "one", "--format", "json", "--evaluator", "ped-anova", "--raw", "--params", "x");

        Assert.Matches("^\\{\"x\": [0-9.e-]+\\}\\s*$", json);
    }

    [Fact]
    public void One_of_several_objectives_is_chosen()
    {
        Assert.StartsWith("{\"y\"", Run("importance", "two", "--objective", "1", "--format", "json"), StringComparison.Ordinal);
        Assert.Contains("2 objectives", Assert.Throws<TuningException>(() => Run("importance", "two")).Message);
    }

    [Fact]
    public void Plots_of_every_kind_are_files_of_their_own()
    {
        foreach (string kind in (string[])["optimization-history", "importances", "slice", "edf"])
            Assert.Contains(_folder[$"{kind}.html"], Run("plot", kind, "one", "-o", _folder[$"{kind}.html"]));
        Run("plot", "all", "two", "-o", _folder["all.html"]);

        string html = File.ReadAllText(_folder["all.html"]);
        Assert.Contains("Pareto front", html);
        Assert.Contains("Hypervolume history", html);
        Assert.Contains("empirical distribution", File.ReadAllText(_folder["edf.html"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_cannot_be_plotted_is_said_and_no_file_written()
    {
        string file = _folder["none.html"];

        Assert.Contains("two or three", Assert.Throws<TuningException>(() => Run("plot", "pareto-front", "one", "-o", file)).Message);
        Assert.Contains("'z'", Assert.Throws<TuningException>(() => Run("plot", "contour", "one", "-o", file, "--params", "x", "z")).Message);
        Assert.Contains("'three'", Assert.Throws<TuningException>(() => Run("plot", "edf", "one", "-o", file, "--compare", "three")).Message);
        Assert.False(File.Exists(file));
    }

    private string Run(params string[] args)
    {
        StringWriter output = new();
        InvocationConfiguration configuration = new() { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(0, StudyCommand.Create(_console).Parse([.. args, "--storage", _url]).Invoke(configuration));
        return output.ToString();
    }
}
