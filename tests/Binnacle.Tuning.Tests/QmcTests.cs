namespace Binnacle.Tuning.Tests;

public sealed class QmcTests
{
    // From SciPy 1.10: coordinates of the point of index 37.
    public static TheoryData<QmcSequence, bool, int, double> Coordinates => new()
    {
        { QmcSequence.Sobol, false, 0, 0.921875 },
        { QmcSequence.Sobol, false, 7, 0.796875 },
        { QmcSequence.Sobol, false, 100, 0.359375 },
        { QmcSequence.Sobol, false, 999, 0.703125 },
        { QmcSequence.Sobol, false, 2047, 0.953125 },
        { QmcSequence.Halton, false, 0, 0.640625 },
        { QmcSequence.Halton, false, 7, 0.9501385041551246 },
        { QmcSequence.Halton, false, 30, 0.29133858267716534 },
        { QmcSequence.Halton, false, 59, 0.13167259786476868 },
        { QmcSequence.Sobol, true, 0, 0.32311518676579 },
        { QmcSequence.Sobol, true, 7, 0.07365215383470058 },
        { QmcSequence.Sobol, true, 100, 0.3940152721479535 },
        { QmcSequence.Sobol, true, 999, 0.5841953689232469 },
        { QmcSequence.Sobol, true, 2047, 0.39226155169308186 },
        { QmcSequence.Halton, true, 0, 0.7428673301528773 },
        { QmcSequence.Halton, true, 7, 0.6084546123098016 },
        { QmcSequence.Halton, true, 30, 0.03457889382039203 },
        { QmcSequence.Halton, true, 59, 0.6464113628640834 },
    };

    [Theory]
    [MemberData(nameof(Coordinates))]
    public void A_sequence_of_many_parameters_is_that_of_SciPy(QmcSequence sequence, bool scramble, int parameter, double expected)
    {
        int parameters = sequence == QmcSequence.Sobol ? 2048 : 60;
        Study study = Study.Create(new StudyOptions { Sampler = new QmcSampler(new QmcOptions { Sequence = sequence, Scramble = scramble, Seed = 7 }) });
        KeyValuePair<string, Distribution>[] space =
            [.. Enumerable.Range(0, parameters).Select(i => KeyValuePair.Create($"p{i:0000}", (Distribution)new FloatDistribution(0, 1)))];
        study.AddTrials(new FrozenTrial
        {
            State = TrialState.Complete, Values = [0],
            Parameters = [.. space.Select(item => new TrialParameter(item.Key, item.Value, 0.5))],
        });
        for (int i = 0; i < 37; i++)
            study.Ask().Suggest(space[0].Key, space[0].Value);

        Assert.Equal(expected, study.Ask().Suggest(space[parameter].Key, space[parameter].Value));
    }

    [Fact]
    public void Two_samplers_on_one_storage_share_the_sequence()
    {
        InMemoryStorage storage = new();
        Study first = Study.Create(Options(storage)), second = Study.Create(Options(storage));
        Study alone = Study.Create(Options(new InMemoryStorage()));
        alone.Optimize(Objective, 9);
        first.Optimize(Objective, 3);
        second.Optimize(Objective, 3);
        first.Optimize(Objective, 3);

        Assert.Equal(alone.Trials.Select(trial => trial.Params["x"]), first.Trials.Select(trial => trial.Params["x"]));
    }

    [Fact]
    public void More_parameters_than_the_sequence_is_known_for_are_refused()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new QmcSampler() });
        study.AddTrials(new FrozenTrial
        {
            State = TrialState.Complete, Values = [0],
            Parameters = [.. Enumerable.Range(0, 2049).Select(i => new TrialParameter($"p{i}", new FloatDistribution(0, 1), 0.5))],
        });

        TuningException error = Assert.Throws<TuningException>(() => study.Ask().SuggestFloat("p0", 0, 1));
        Assert.Contains("2048", error.Message, StringComparison.Ordinal);
    }

    private static StudyOptions Options(IStudyStorage storage) =>
        new() { Name = "study", Storage = storage, LoadIfExists = true, Sampler = new QmcSampler(new QmcOptions { Seed = 1 }) };

    private static double Objective(Trial trial) => trial.SuggestFloat("x", 0, 1) + trial.SuggestInt("n", 0, 7);
}
