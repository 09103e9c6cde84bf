using System.Globalization;
using Binnacle.Tuning.Gp;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>Bayesian optimisation with Gaussian processes: few trials of an expensive objective, or several.</summary>
/// <remarks>
/// As Optuna 4.9: a Matérn 5/2 kernel with a length scale for each parameter, log expected improvement, log expected hypervolume
/// improvement for several objectives, probabilities of feasibility for constraints. Trials agree with Optuna's in quality, not in
/// their digits. The time of a suggestion grows with the cube of the number of trials.
/// </remarks>
public sealed class GpSampler : IStatefulSampler
{
    private const int KnownStarts = 5;
    private static readonly RelativeParameters Shared = new("gp");

    private readonly GpOptions _options;
    private readonly RandomState _random;
    private readonly ISampler _independent;
    private readonly Dictionary<string, KernelParameters> _kernels = [];
    private NewlyFinishedTrials _new = new();
    private CommonSearchSpace _common = new();
    private SortedList<int, FrozenTrial> _complete = [];
    private Study? _study;

    /// <param name="options">How the sampler works; null for the defaults.</param>
    public GpSampler(GpOptions? options = null)
    {
        _options = options ?? new GpOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.StartupTrials, 1);
        _random = new RandomState(_options.Seed);
        _independent = _options.IndependentSampler ?? new RandomSampler(_options.Seed);
    }

    /// <inheritdoc/>
    public void BeforeTrial(Study study, FrozenTrial trial) => _independent.BeforeTrial(study, trial);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial)
    {
        Read(study);
        return _common.Intersection;
    }

    /// <inheritdoc/>
    /// <exception cref="TuningException">Trials have different numbers of constraints.</exception>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        if (searchSpace.Count == 0 || _complete.Count < _options.StartupTrials)
            return NoParameters.Instance;
        GpSpace space = new(searchSpace);
        FrozenTrial[] trials = [.. _complete.Values];
        double[][] points = [.. trials.Select(other => space.Point(name => other.FindParameter(name)?.InternalValue)!)];
        double[][] running = Running(study, trial, searchSpace, space);
        Standardized scores = Standardized.Of([.. trials.Select(other => study.Losses(other.Values!).Select(loss => -loss).ToArray())]);
        GaussianProcess[] processes = [.. scores.Columns.Select((column, m) => Fit($"objective {m}", points, column, space))];

        bool[] feasible = [.. trials.Select(_ => true)];
        List<Acquisition> wanted = Constraints(trials, points, space, running, feasible);
        int[] accepted = [.. Enumerable.Range(0, trials.Length).Where(i => feasible[i])];
        if (accepted.Length > 0)
            wanted.Insert(0, Improvement(processes, scores, accepted, running));
        double[] lengths = [.. Enumerable.Range(0, space.Dimensions).Select(d => processes.Average(process => process.Kernel.Lengths[d]))];
        double[] best = new AcquisitionSearch(new SumOfAcquisitions(wanted), space, lengths, _random).Run(KnownGood(points, scores, accepted));
        Dictionary<string, double> values = space.Values(best);
        Shared.Share(study, trial, searchSpace, values);
        return values;
    }

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution) =>
        _independent.SampleIndependent(study, trial, name, distribution);

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
        if (_options.Constraints is { } constraints)
            TrialConstraints.Store(study, trial, state, constraints);
        _independent.AfterTrial(study, trial, state, values);
    }

    /// <inheritdoc/>
    public string SaveState()
    {
        // The kernels of the last fit are where the next one starts.
        string generators = SamplerState.Save(_random, _independent);
        string kernels = PythonJson.WriteCompact(_kernels.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => KeyValuePair.Create(
            item.Key, (object?)new object[] { item.Value.InverseSquares, item.Value.Scale, item.Value.Noise })));
        return generators.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{kernels.Length}:{kernels}{generators}");
    }

    /// <inheritdoc/>
    public void RestoreState(string state)
    {
        string[] parts = state.Split(':', 2);
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > parts[1].Length)
            throw new FormatException("The text is no state of a Gaussian process.");
        Dictionary<string, KernelParameters> kernels = ReadKernels(parts[1][..length]);
        SamplerState.Restore(parts[1][length..], _random, _independent);
        _study = null;
        _kernels.Clear();
        foreach (var (name, kernel) in kernels)
            _kernels.Add(name, kernel);
    }

    private static Dictionary<string, KernelParameters> ReadKernels(string json)
    {
        Dictionary<string, KernelParameters> kernels = [];
        foreach (var (name, value) in PythonJson.Parse(json) as IReadOnlyDictionary<string, object?> ?? throw new FormatException("expected the kernels as an object."))
        {
            if (value is not IReadOnlyList<object?> { Count: 3 } list || list[1] is not double scale || list[2] is not double noise || PlainData.Numbers(list[0]) is not { } numbers)
                throw new FormatException($"expected the kernel of '{name}'.");
            kernels.Add(name, new KernelParameters(numbers, scale, noise));
        }

        return kernels;
    }

    private void Read(Study study)
    {
        if (_study != study)
        {
            if (_study is not null)
                _kernels.Clear();
            (_study, _new, _common, _complete) = (study, new(), new(), []);
        }

        foreach (FrozenTrial trial in _new.Read(study.TrialsOfThisAsk))
        {
            if (trial.State != TrialState.Complete)
                continue;
            _common.Add(trial);
            _complete.Add(trial.Number, trial);
        }
    }

    // The places of running trials whose parameters are known.
    private static double[][] Running(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace, GpSpace space)
    {
        Dictionary<string, Distribution> distributions = new(searchSpace);
        List<double[]> points = [];
        foreach (FrozenTrial other in study.Trials)
        {
            if (other.State != TrialState.Running || other.Number == trial.Number)
                continue;
            var shared = Shared.Of(other);
            if (space.Point(name => RelativeParameters.Find(other, shared, name, distributions[name])) is { } point)
                points.Add(point);
        }

        return [.. points];
    }

    // The kernel of the last time is where the search for the next one begins.
    private GaussianProcess Fit(string name, double[][] points, double[] values, GpSpace space)
    {
        KernelParameters? known = _kernels.GetValueOrDefault(name);
        GaussianProcess process = KernelFit.Fit(
            points, values, space.IsCategorical, _options.DeterministicObjective, known?.InverseSquares.Length == space.Dimensions ? known : null);
        _kernels[name] = process.Kernel;
        return process;
    }

    private List<Acquisition> Constraints(FrozenTrial[] trials, double[][] points, GpSpace space, double[][] running, bool[] feasible)
    {
        if (_options.Constraints is null)
            return [];
        double[][] constraints = [.. trials.Select(trial => PlainData.Numbers(trial.SystemAttributes.GetValueOrDefault(Study.ConstraintsKey)) ?? [])];
        if (constraints.Any(values => values.Length != constraints[0].Length))
            throw new TuningException("GpSampler: every complete trial must have the same number of constraints.");
        for (int i = 0; i < feasible.Length; i++)
            feasible[i] = constraints[i].All(value => value <= 0);
        if (constraints[0].Length == 0)
            return [];
        Standardized slacks = Standardized.Of([.. constraints.Select(values => values.Select(value => -value).ToArray())]);
        return [.. slacks.Columns.Select((column, c) => (Acquisition)new LogFeasibility(
            WithExpected(Fit($"constraint {c}", points, column, space), running), -slacks.Means[c] / slacks.Deviations[c]))];
    }

    // A running trial is believed to be as good as the best one, so that others keep away from it.
    private Acquisition Improvement(GaussianProcess[] processes, Standardized scores, int[] accepted, double[][] running)
    {
        if (processes is [var single])
        {
            double[] column = scores.Columns[0];
            return new LogExpectedImprovement(
                single.With(running, [.. running.Select(_ => column.Max())]), accepted.Max(i => column[i]));
        }

        return new LogExpectedHypervolumeImprovement(
            [.. processes.Select(process => WithExpected(process, running))], [.. accepted.Select(scores.Row)], (uint)_random.Integer(0, 1 << 30));
    }

    private static GaussianProcess WithExpected(GaussianProcess process, double[][] running) =>
        process.With(running, [.. running.Select(point => process.At(point).Mean)]);

    // The best trial, or some of the front.
    private double[][] KnownGood(double[][] points, Standardized scores, int[] accepted)
    {
        if (accepted.Length == 0)
            return [];
        if (scores.Columns is [var column])
            return [points[accepted.MaxBy(i => column[i])]];
        bool[] isFront = ParetoFront.Of([.. accepted.Select(i => scores.Row(i).Select(score => -score).ToArray())]);
        int[] front = [.. accepted.Where((_, place) => isFront[place])];
        return [.. _random.Permutation(front.Length).Take(KnownStarts).Select(place => points[front[place]])];
    }
}
