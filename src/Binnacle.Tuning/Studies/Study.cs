using System.Collections.Immutable;
using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>A search for the best parameters: trials are asked for, evaluated, and told.</summary>
/// <remarks>Safe for several threads; the sampler is called from one at a time.</remarks>
public sealed partial class Study
{
    /// <summary>The system attribute that holds the objectives' names.</summary>
    internal const string MetricNamesKey = "study:metric_names";

    private readonly Lock _samplerGate = new();
    private readonly Action<string>? _onWarning;
    private IReadOnlyList<FrozenTrial>? _trialsOfThisAsk;

    private Study(FrozenStudy record, IStudyStorage storage, StudyOptions options)
    {
        Id = record.Id;
        Name = record.Name;
        Directions = record.Directions;
        Storage = storage;
        Sampler = options.Sampler ?? SamplerPreset.Optuna49(Directions.Length);
        Pruner = options.Pruner ?? new MedianPruner();
        _onWarning = options.OnWarning;
        _heartbeat = options.Heartbeat;
        ContinueSampler(record, options.ContinueSampler);
    }

    /// <summary>The storage's id of the study.</summary>
    public long Id { get; }

    /// <summary>The study's name.</summary>
    public string Name { get; }

    /// <summary>One direction for each objective.</summary>
    public ImmutableArray<StudyDirection> Directions { get; }

    /// <summary>The direction of the only objective.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public StudyDirection Direction => Directions.Length == 1
        ? Directions[0]
        : throw new InvalidOperationException("The study has several objectives; use Directions.");

    /// <summary>Where the study is kept.</summary>
    public IStudyStorage Storage { get; }

    /// <summary>Decides parameters.</summary>
    public ISampler Sampler { get; }

    /// <summary>Stops trials early.</summary>
    public IPruner Pruner { get; }

    /// <summary>Every trial as of now, in the order of their numbers.</summary>
    public IReadOnlyList<FrozenTrial> Trials => Storage.GetTrials(Id);

    /// <summary>Attributes set by programs.</summary>
    public IReadOnlyDictionary<string, object?> UserAttributes => Storage.GetStudy(Id).UserAttributes;

    /// <summary>Attributes set by samplers and the study itself.</summary>
    public IReadOnlyDictionary<string, object?> SystemAttributes => Storage.GetStudy(Id).SystemAttributes;

    /// <summary>Names of the objectives, or null when none were given.</summary>
    public IReadOnlyList<string>? MetricNames =>
        SystemAttributes.GetValueOrDefault(MetricNamesKey) is IReadOnlyList<object?> names ? [.. names.Select(name => $"{name}")] : null;

    /// <summary>Creates a study, or loads it with <see cref="StudyOptions.LoadIfExists"/>.</summary>
    /// <exception cref="DuplicatedStudyException">The name is taken.</exception>
    /// <exception cref="ArgumentException">There is no direction, or one is <see cref="StudyDirection.NotSet"/>.</exception>
    public static Study Create(StudyOptions? options = null)
    {
        options ??= new StudyOptions();
        if (options.Directions.IsDefaultOrEmpty || options.Directions.Contains(StudyDirection.NotSet))
            throw new ArgumentException("A study needs a direction, Minimize or Maximize, for each objective.");
        IStudyStorage storage = options.Storage ?? new InMemoryStorage();
        string name = options.Name ?? $"no-name-{Guid.NewGuid():D}";
        try
        {
            return new Study(storage.GetStudy(storage.CreateStudy(name, options.Directions)), storage, options);
        }
        catch (DuplicatedStudyException) when (options.LoadIfExists)
        {
            return Load(options);
        }
    }

    /// <summary>Loads the study of <see cref="StudyOptions.Name"/>, or the only study of the storage.</summary>
    /// <exception cref="TuningException">There is no such study, or no name was given and there are several.</exception>
    public static Study Load(StudyOptions options)
    {
        IStudyStorage storage = options.Storage ?? throw new ArgumentException("A study is loaded from a storage.", nameof(options));
        if (options.Name is { } name)
            return new Study(storage.FindStudy(name) ?? throw Unknown(name, storage), storage, options);
        IReadOnlyList<FrozenStudy> studies = storage.GetStudies();
        return studies is [var only]
            ? new Study(only, storage, options)
            : throw new TuningException($"Name the study: the storage has {studies.Count} studies ({Names(studies)}).");
    }

    /// <summary>Every study of a storage at a glance, in the order of creation.</summary>
    public static IReadOnlyList<StudySummary> GetSummaries(IStudyStorage storage) => [.. storage.GetStudies().Select(record =>
    {
        Study study = new(record, storage, new StudyOptions { Sampler = new RandomSampler(0) });
        IReadOnlyList<FrozenTrial> trials = study.Trials;
        FrozenTrial? best = record.Directions.Length == 1 && study.TryGetBestTrial(out FrozenTrial? found) ? found : null;
        return new StudySummary(record, trials.Count, best, trials.Min(trial => trial.StartedAt));
    })];

    /// <summary>Deletes a study with its trials.</summary>
    /// <exception cref="TuningException">There is no such study.</exception>
    public static void Delete(string name, IStudyStorage storage) =>
        storage.DeleteStudy((storage.FindStudy(name) ?? throw Unknown(name, storage)).Id);

    /// <summary>Copies a study with its attributes and trials, under new ids, e.g. into another storage.</summary>
    /// <param name="name">The study's name in <paramref name="from"/>.</param>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it goes; may be the same storage when <paramref name="newName"/> differs.</param>
    /// <param name="newName">Its name there; null for the same.</param>
    /// <exception cref="TuningException">There is no such study, or the new name is taken.</exception>
    public static void Copy(string name, IStudyStorage from, IStudyStorage to, string? newName = null)
    {
        FrozenStudy study = from.FindStudy(name) ?? throw Unknown(name, from);
        long copy = to.CreateStudy(newName ?? name, study.Directions);
        foreach (var (key, value) in study.UserAttributes)
            to.SetStudyUserAttribute(copy, key, value);
        foreach (var (key, value) in study.SystemAttributes)
            to.SetStudySystemAttribute(copy, key, value);
        foreach (FrozenTrial trial in from.GetTrials(study.Id))
            to.CreateTrial(copy, trial);
    }

    /// <summary>Sets an attribute: null, truth value, number, text, list or dictionary of these.</summary>
    public void SetUserAttribute(string key, object? value) => Storage.SetStudyUserAttribute(Id, key, value);

    /// <summary>Sets an attribute of the study's own machinery, e.g. of a sampler. Programs use <see cref="SetUserAttribute"/>.</summary>
    public void SetSystemAttribute(string key, object? value) => Storage.SetStudySystemAttribute(Id, key, value);

    /// <summary>Names the objectives, for reports.</summary>
    /// <exception cref="ArgumentException">There is not one name for each objective.</exception>
    public void SetMetricNames(params IReadOnlyList<string> names)
    {
        if (names.Count != Directions.Length)
            throw new ArgumentException($"expected {Directions.Length} names, one for each objective, found {names.Count}.", nameof(names));
        Storage.SetStudySystemAttribute(Id, MetricNamesKey, names);
    }

    /// <summary>The trials of the history as a sampler sees it: read once for each asked trial.</summary>
    internal IReadOnlyList<FrozenTrial> TrialsOfThisAsk => _trialsOfThisAsk ??= Trials;

    /// <summary>Calls the sampler, one thread at a time.</summary>
    internal T WithSampler<T>(Func<ISampler, T> use)
    {
        lock (_samplerGate)
            return use(Sampler);
    }

    internal void Warn(FormattableString message) => _onWarning?.Invoke(message.ToString(CultureInfo.InvariantCulture));

    private static TuningException Unknown(string name, IStudyStorage storage) =>
        new($"There is no study named '{name}'. The storage has: {Names(storage.GetStudies())}.");

    private static string Names(IReadOnlyList<FrozenStudy> studies) =>
        studies.Count == 0 ? "none" : string.Join(", ", studies.Select(study => study.Name));
}
