using Binnacle.Tuning.LinearAlgebra;
using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class CmaEsTests
{
    [Theory]
    [InlineData(CmaEsVariant.Full)]
    [InlineData(CmaEsVariant.Separable)]
    [InlineData(CmaEsVariant.WithMargin)]
    [InlineData(CmaEsVariant.LearningRateAdaptation)]
    public void It_finds_a_minimum_of_dependent_parameters(CmaEsVariant variant)
    {
        Study study = Run(new CmaEsSampler(new CmaEsOptions { Variant = variant, Seed = 1 }), new InMemoryStorage(), 300);

        Assert.InRange(study.BestValue, 0, 0.3);
        Assert.All(study.Trials, trial => Assert.InRange((double)trial.Params["x"]!, -5, 5));
    }

    [Theory]
    [InlineData(CmaEsVariant.Full)]
    [InlineData(CmaEsVariant.Separable)]
    [InlineData(CmaEsVariant.WithMargin)]
    [InlineData(CmaEsVariant.LearningRateAdaptation)]
    public void A_loaded_study_continues_the_distribution_from_its_trials(CmaEsVariant variant)
    {
        CmaEsOptions options = new() { Variant = variant, Seed = 3 };
        InMemoryStorage storage = new();
        CmaEsSampler first = new(options), second = new(options with { Seed = 4 });
        Run(first, storage, 40);
        second.RestoreState(first.SaveState());

        Study resumed = Run(second, storage, 40), whole = Run(new CmaEsSampler(options), new InMemoryStorage(), 80);

        Assert.Equal(whole.Trials.Select(trial => trial.Value), resumed.Trials.Select(trial => trial.Value));
    }

    [Fact]
    public void Generations_that_another_program_drew_are_replayed_from_the_trials_themselves()
    {
        CmaEsOptions options = new() { Seed = 3 };
        InMemoryStorage storage = new();
        CmaEsSampler first = new(options), second = new(options);
        Study study = Run(first, storage, 40), foreign = Study.Create(new StudyOptions { Sampler = second });
        foreign.AddTrials(study.Trials.Select(trial => trial with
        {
            SystemAttributes = trial.SystemAttributes.RemoveRange(trial.SystemAttributes.Keys.Where(key => key.StartsWith("binnacle:", StringComparison.Ordinal))),
        }));
        Assert.Contains("cma:generation", foreign.Trials[^1].SystemAttributes.Keys);

        foreign.Optimize(Objective, 1);
        study.Optimize(Objective, 1);

        Assert.Equal(study.Trials[^1].SystemAttributes["cma:generation"], foreign.Trials[^1].SystemAttributes["cma:generation"]);
    }

    [Fact]
    public void Trials_of_a_similar_study_give_it_a_better_start()
    {
        Study source = Run(new RandomSampler(1), new InMemoryStorage(), 100);

        Study study = Run(new CmaEsSampler(new CmaEsOptions { Seed = 1, SourceTrials = source.Trials }), new InMemoryStorage(), 30);
        Study cold = Run(new CmaEsSampler(new CmaEsOptions { Seed = 1 }), new InMemoryStorage(), 30);

        Assert.True(study.Trials.Skip(1).Average(trial => trial.Value) < cold.Trials.Skip(1).Average(trial => trial.Value));
    }

    [Fact]
    public void It_begins_where_it_is_told()
    {
        CmaEsOptions options = new() { Seed = 1, Sigma0 = 1e-6, X0 = new Dictionary<string, object?> { ["x"] = 1.5, ["y"] = -2, ["n"] = 7 } };

        Study study = Run(new CmaEsSampler(options), new InMemoryStorage(), 4);

        Assert.Equal(1.5, (double)study.Trials[^1].Params["x"]!, 1e-3);
        Assert.Equal(7L, study.Trials[^1].Params["n"]);
    }

    [Fact]
    public void What_it_cannot_do_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CmaEsSampler(new CmaEsOptions { SourceTrials = [], Sigma0 = 1 }));
        Assert.Throws<ArgumentException>(() => new CmaEsSampler(new CmaEsOptions { SourceTrials = [], Variant = CmaEsVariant.Separable }));
        Assert.Throws<ArgumentException>(() => new CmaEsSampler(new CmaEsOptions { Sigma0 = double.NaN }));
        Study study = Study.Create(new StudyOptions { Directions = [StudyDirection.Minimize, StudyDirection.Minimize], Sampler = new CmaEsSampler() });
        Assert.Throws<InvalidOperationException>(() => study.Ask().SuggestFloat("x", 0, 1));
        TuningException error = Assert.Throws<TuningException>(() => Run(new CmaEsSampler(new CmaEsOptions { SourceTrials = [] }), new InMemoryStorage(), 3));
        Assert.Contains("at least 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symmetric_matrix_is_made_of_its_eigenvectors()
    {
        Gen.Double[-10, 10].Array[36].Sample(numbers =>
        {
            double[][] matrix = [.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Select(j => numbers[6 * Math.Min(i, j) + Math.Max(i, j)]).ToArray())];
            SymmetricEigen eigen = SymmetricEigen.Of(matrix);
            for (int i = 0; i < 6; i++)
            {
                for (int j = 0; j < 6; j++)
                    Assert.Equal(matrix[i][j], Enumerable.Range(0, 6).Sum(k => eigen.Values[k] * eigen.Vectors[k][i] * eigen.Vectors[k][j]), 1e-10);
            }
        });
    }

    private static Study Run(ISampler sampler, InMemoryStorage storage, int trials)
    {
        Study study = Study.Create(new StudyOptions { Name = "study", Storage = storage, LoadIfExists = true, Sampler = sampler });
        study.Optimize(Objective, trials);
        return study;
    }

    private static double Objective(Trial trial)
    {
        double x = trial.SuggestFloat("x", -5, 5), y = trial.SuggestFloat("y", -5, 5);
        int n = trial.SuggestInt("n", 0, 10);
        return (x + y - 1) * (x + y - 1) + 0.1 * (x - y) * (x - y) + 0.2 * (n - 7) * (n - 7);
    }
}
