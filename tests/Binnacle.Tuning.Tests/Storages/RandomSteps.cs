using System.Collections.Immutable;

namespace Binnacle.Tuning.Tests;

/// <summary>Takes the same random steps in a storage that is trusted and in one, or several objects of one, that is tested.</summary>
internal sealed class RandomSteps(int seed, IStudyStorage trusted, params IStudyStorage[] tested)
{
    private static readonly Distribution[] Distributions =
        [new FloatDistribution(-1, 1), new FloatDistribution(1e-3, 10, log: true), new IntDistribution(0, 9), new CategoricalDistribution(["a", "ü", null, 2.5])];

    private static readonly object?[] Attributes = [null, true, 7L, 1.5, "text \"q\" ü", new List<object?> { 1L, "a" }, double.PositiveInfinity];

    private readonly Random _random = new(seed);
    private readonly List<(long Trusted, long Tested)> _studies = [];
    private readonly List<(long Trusted, long Tested, long Study)> _trials = [];

    public void Take()
    {
        IStudyStorage other = tested[_random.Next(tested.Length)];
        if (_studies.Count == 0 || _random.Next(40) == 0)
        {
            string name = $"study {_random.Next(4)}";
            if (Both(other, (storage, _) => storage.CreateStudy(name, [StudyDirection.Maximize])) is { } made)
                _studies.Add(made);
            return;
        }

        var study = _studies[_random.Next(_studies.Count)];
        switch (_random.Next(12))
        {
            case 0 when _random.Next(15) == 0:
                // A database may give the ids again.
                if (Succeed(other, (storage, mine) => storage.DeleteStudy(mine ? study.Trusted : study.Tested)))
                {
                    _studies.Remove(study);
                    _trials.RemoveAll(trial => trial.Study == study.Trusted);
                }

                break;
            case 0 or 1 or 2:
                FrozenTrial? template = _random.Next(2) == 0 ? null : Template();
                if (Both(other, (storage, mine) => storage.CreateTrial(mine ? study.Trusted : study.Tested, template).Id) is { } added)
                    _trials.Add((added.Trusted, added.Tested, study.Trusted));
                break;
            case 3:
                Both(other, (storage, mine) => storage.ClaimWaitingTrial(mine ? study.Trusted : study.Tested)?.Number ?? -1);
                break;
            case 4:
                var (key, value) = ($"k{_random.Next(3)}", Pick(Attributes));
                Succeed(other, (storage, mine) => storage.SetStudyUserAttribute(mine ? study.Trusted : study.Tested, key, value));
                Succeed(other, (storage, mine) => storage.SetStudySystemAttribute(mine ? study.Trusted : study.Tested, key, value));
                break;
            default:
                ChangeTrial(other);
                break;
        }
    }

    public void AssertEqual()
    {
        Assert.Equal(trusted.GetStudies().Select(Plain), tested[0].GetStudies().Select(Plain));
        foreach (IStudyStorage storage in tested)
        {
            foreach (FrozenStudy study in trusted.GetStudies())
                Assert.Equal(trusted.GetTrials(study.Id).Select(Plain), storage.GetTrials(storage.FindStudy(study.Name)!.Id).Select(Plain));
        }
    }

    private void ChangeTrial(IStudyStorage other)
    {
        if (_trials.Count == 0)
            return;
        var trial = _trials[_random.Next(_trials.Count)];
        TrialParameter[] parameters = [Parameter(), Parameter()];
        TrialState end = Pick([TrialState.Complete, TrialState.Fail, TrialState.Pruned]);
        double[]? values = end == TrialState.Complete ? [Number()] : null;
        var (step, number, key, value) = (_random.Next(5), Number(), $"k{_random.Next(3)}", Pick(Attributes));
        Action<IStudyStorage, long> change = _random.Next(6) switch
        {
            0 => (storage, id) => storage.SetTrialParameter(id, parameters[0]),
            1 => (storage, id) => storage.SetTrialParameters(id, parameters),
            2 => (storage, id) => storage.SetIntermediateValue(id, step, number),
            3 => (storage, id) => storage.SetTrialUserAttribute(id, key, value),
            4 => (storage, id) => storage.SetTrialSystemAttribute(id, key, value),
            _ => (storage, id) => storage.FinishTrial(id, end, values),
        };
        Succeed(other, (storage, mine) => change(storage, mine ? trial.Trusted : trial.Tested));
    }

    private FrozenTrial Template()
    {
        TrialState state = Pick([TrialState.Waiting, TrialState.Running, TrialState.Complete, TrialState.Fail]);
        return new FrozenTrial
        {
            State = state,
            Values = state == TrialState.Complete ? [Number()] : null,
            Parameters = _random.Next(2) == 0 ? [] : [Parameter()],
            IntermediateValues = ImmutableSortedDictionary<int, double>.Empty.Add(_random.Next(3), double.NaN),
            UserAttributes = ImmutableSortedDictionary.Create<string, object?>(StringComparer.Ordinal).Add("u", Pick(Attributes)),
        };
    }

    private TrialParameter Parameter()
    {
        Distribution distribution = Pick(Distributions);
        return new TrialParameter($"p{_random.Next(4)}", distribution, distribution is FloatDistribution ? 0.5 : _random.Next(4));
    }

    private double Number() => Pick([0.1, -0.5, 1e300, double.PositiveInfinity, double.NegativeInfinity, 12345678.9]);

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private (long Trusted, long Tested)? Both(IStudyStorage other, Func<IStudyStorage, bool, long> step)
    {
        long mine = 0, theirs = 0;
        return Succeed(other, (storage, isTrusted) => _ = isTrusted ? mine = step(storage, true) : theirs = step(storage, false)) ? (mine, theirs) : null;
    }

    private bool Succeed(IStudyStorage other, Action<IStudyStorage, bool> step)
    {
        Exception? expected = Failure(() => step(trusted, true)), found = Failure(() => step(other, false));
        Assert.True(expected?.GetType() == found?.GetType(), $"expected {expected?.Message ?? "success"}, found {found?.Message ?? "success"}");
        return expected is null;
    }

    private static Exception? Failure(Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (TuningException error)
        {
            return error;
        }
    }

    private static string Plain(FrozenStudy study) =>
        $"{study.Name} {string.Join(',', study.Directions)} {PythonJson.Write(study.UserAttributes)} {PythonJson.Write(study.SystemAttributes)}";

    private static string Plain(FrozenTrial trial) =>
        $"{trial.Number} {trial.State} {(trial.Values is null ? "-" : PythonJson.Write(trial.Values))} started {trial.StartedAt is not null} "
        + $"ended {trial.CompletedAt is not null} {string.Join(' ', trial.Parameters.Select(p => $"{p.Name}={p.InternalValue:R} {p.Distribution.ToJson()}"))} "
        + $"{string.Join(' ', trial.IntermediateValues.Select(v => $"{v.Key}:{v.Value:R}"))} {PythonJson.Write(trial.UserAttributes)} {PythonJson.Write(trial.SystemAttributes)}";
}
