using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tests;

public sealed class ImportanceTests
{
    public static TheoryData<IImportanceEvaluator> Evaluators =>
        [new FanovaImportanceEvaluator(), new MeanDecreaseImpurityImportanceEvaluator(), new PedAnovaImportanceEvaluator()];

    private static Study Run(Func<Trial, double> objective, int trials = 120, StudyDirection direction = StudyDirection.Minimize)
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(5), Directions = [direction] });
        study.Optimize(objective, new OptimizeOptions { Trials = trials, Catch = _ => true });
        return study;
    }

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void The_parameter_that_matters_most_comes_first(IImportanceEvaluator evaluator)
    {
        Study study = Run(trial =>
        {
            double x = trial.SuggestFloat("x", -1, 1), small = trial.SuggestFloat("small", 1e-4, 1, log: true);
            _ = trial.SuggestInt("idle", 0, 9);
            _ = trial.SuggestCategorical("one", "a");
            return 10 * x * x + small + (trial.SuggestCategorical("kind", "a", "b", "c") == "b" ? 1 : 0);
        });

        IReadOnlyList<ParameterImportance> found = study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator });

        Assert.Equal("x", found[0].Parameter);
        Assert.Equal(new ParameterImportance("one", 0), found[^1]);
        Assert.Equal(1, found.Sum(item => item.Value), 1e-12);
        Assert.Equal(found.Select(item => item.Value).OrderDescending(), found.Select(item => item.Value));
        Assert.Equal(found, study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator }));
    }

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void A_conditional_parameter_is_assessed_when_it_is_named(IImportanceEvaluator evaluator)
    {
        Study study = Run(trial => trial.SuggestCategorical("kind", "a", "b") == "a"
            ? trial.SuggestFloat("depth", 0, 1) * 5 + trial.SuggestFloat("x", 0, 1)
            : trial.SuggestFloat("x", 0, 1));

        Assert.DoesNotContain(study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator }), item => item.Parameter == "depth");
        var named = study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator, Parameters = ["x", "depth"] });
        Assert.Equal(["depth", "x"], named.Select(item => item.Parameter));
    }

    [Fact]
    public void One_of_several_objectives_or_a_target_is_explained()
    {
        Study study = Study.Create(new StudyOptions
        {
            Sampler = new RandomSampler(5),
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
        });
        study.Optimize(trial => [trial.SuggestFloat("x", 0, 1), trial.SuggestFloat("y", 0, 1)], new OptimizeOptions { Trials = 60 });
        string First(ImportanceOptions options) => study.GetParameterImportances(options)[0].Parameter;

        Assert.Equal("x", First(new ImportanceOptions { Objective = 0 }));
        Assert.Equal("y", First(new ImportanceOptions { Objective = 1 }));
        Assert.Equal("y", First(new ImportanceOptions { Target = trial => Math.Abs(trial.Values![1] - 0.5), Evaluator = new PedAnovaImportanceEvaluator() }));
        Assert.Contains("2 objectives", Assert.Throws<TuningException>(() => study.GetParameterImportances()).Message);
        Assert.Contains("no objective 2", Assert.Throws<TuningException>(() => First(new ImportanceOptions { Objective = 2 })).Message);
    }

    [Fact]
    public void What_cannot_be_assessed_is_said()
    {
        static string Fault(Study study, ImportanceOptions? options = null) =>
            Assert.Throws<TuningException>(() => study.GetParameterImportances(options)).Message;

        Assert.Contains("has 0", Fault(Run(trial => 1, trials: 0)));
        Assert.Contains("has 1", Fault(Run(trial => trial.SuggestFloat("x", 0, 1), trials: 1)));
        Assert.Contains("same value", Fault(Run(trial => trial.SuggestFloat("x", 0, 1) * 0)));
        Assert.Contains("finite", Fault(Run(trial => trial.SuggestFloat("x", 0, 1) * 0 + double.PositiveInfinity)));
        Study changing = Run(trial => trial.SuggestFloat("x", 0, trial.Number + 1) + trial.SuggestFloat("y", 0, 1), trials: 5);
        Assert.Contains("'x'", Fault(changing, new ImportanceOptions { Parameters = ["x"] }));
        Assert.Equal(["y"], changing.GetParameterImportances().Select(item => item.Parameter));
        Assert.Contains("x, y", Fault(changing, new ImportanceOptions { Parameters = ["z"] }));
        Assert.Throws<ArgumentException>(() => new PedAnovaImportanceEvaluator(0.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FanovaImportanceEvaluator(new ForestOptions { Trees = 0 }));
    }

    [Fact]
    public void Failed_and_pruned_trials_and_infinite_values_are_left_out()
    {
        Study study = Run(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            return (trial.Number % 4) switch
            {
                1 => double.NaN,
                2 => double.PositiveInfinity,
                3 => throw new TrialPrunedException(),
                _ => x + y / 100,
            };
        });

        Assert.All(
            Evaluators.Select(row => row.Data),
            evaluator => Assert.Equal("x", study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator })[0].Parameter));
    }

    [Fact]
    public void Marginal_variances_of_a_tree_are_those_of_its_cells()
    {
        KeyValuePair<string, Distribution>[] parameters =
            [new("x", new FloatDistribution(-1, 3)), new("k", new CategoricalDistribution("a", "b", "c")), new("n", new IntDistribution(1, 6))];
        EncodedSpace space = EncodedSpace.Of(parameters);
        RandomState random = new(4);
        double[][] rows = [.. Enumerable.Range(0, 60).Select(_ => new[] { random.Uniform(-1, 3), random.Choice(3), random.Integer(1, 7) })];
        double[] targets = [.. rows.Select(row => row[0] * row[2] + (row[1] == 1 ? 3 : 0))];
        RegressionTree tree = RegressionTree.Grow(space.Encode(rows), targets, [.. targets.Select(_ => 1)], 64, random);
        TreePartition partition = new(tree, space);

        (double[] Point, double Volume)[] cells = Cells(tree, space);
        double mean = cells.Sum(cell => Predict(tree, cell.Point) * cell.Volume);
        Assert.Equal(cells.Sum(cell => Math.Pow(Predict(tree, cell.Point) - mean, 2) * cell.Volume), partition.Variance, 1e-9);
        foreach (var (first, count) in space.Columns)
        {
            double variance = cells
                .GroupBy(cell => string.Join(' ', cell.Point.Skip(first).Take(count)))
                .Sum(group => Math.Pow(group.Sum(cell => (Predict(tree, cell.Point) - mean) * cell.Volume), 2) / group.Sum(cell => cell.Volume));
            Assert.Equal(variance, partition.MarginalVariance(first, count), 1e-9);
        }
    }

    // Every combination of the intervals between thresholds: its middle, and its share of the space.
    private static (double[] Point, double Volume)[] Cells(RegressionTree tree, EncodedSpace space)
    {
        IEnumerable<(double[] Point, double Volume)> cells = [([], 1.0)];
        for (int column = 0; column < space.Low.Length; column++)
        {
            int place = column;
            double[] ends = [space.Low[column], .. tree.Nodes.Where(node => node.Column == place).Select(node => node.Threshold).Distinct().Order(), space.High[column]];
            double range = space.High[column] - space.Low[column];
            cells = cells.SelectMany(cell => ends.Zip(ends.Skip(1)).Select(pair =>
                ((double[])[.. cell.Point, (pair.First + pair.Second) / 2], cell.Volume * (pair.Second - pair.First) / range)));
        }

        return [.. cells];
    }

    private static double Predict(RegressionTree tree, double[] point)
    {
        TreeNode node = tree.Nodes[0];
        while (!node.IsLeaf)
            node = tree.Nodes[point[node.Column] <= node.Threshold ? node.Left : node.Right];
        return node.Value;
    }
}
