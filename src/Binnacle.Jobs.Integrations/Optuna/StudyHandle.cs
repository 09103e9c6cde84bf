using Binnacle.Configuration;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Jobs.Integrations;

/// <summary>The study of a sweep with the storage that it opened.</summary>
internal sealed class StudyHandle : IDisposable
{
    /// <summary>The journal of a sweep without a storage of its own, below the sweep's folder.</summary>
    public const string JournalPath = ".binnacle/study.log";

    private readonly IStudyStorage _storage;

    private StudyHandle(Study study, IStudyStorage storage, string? address)
    {
        Study = study;
        Address = address;
        _storage = storage;
    }

    public Study Study { get; }

    /// <summary>Where others find the study: absolute, without password; null in memory.</summary>
    public string? Address { get; }

    /// <summary>Makes the study, or loads the one of its name: its earlier trials count for the sampler.</summary>
    /// <param name="options">The storage and the study.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="directory">The sweep's folder, which keeps the study when no storage is named; null keeps it in memory.</param>
    public static StudyHandle Open(OptunaOptions options, SearchSpace space, string? directory)
    {
        // What is wrong with the sampler is found before anything is written.
        ISampler sampler = SamplerFactory.Create(options.Sampler, space);
        string? address = options.Storage ?? (directory is null ? null : NewJournal(directory));
        IStudyStorage storage = options.Storage is not null ? OpenStorage(options.Storage)
            : directory is null ? new InMemoryStorage()
            : new JournalStorage(Path.Combine(directory, JournalPath), new JournalStorageOptions { SurvivePowerLoss = false });
        Study study = Study.Create(new StudyOptions
        {
            Storage = storage,
            Sampler = sampler,
            Name = options.StudyName,
            Directions = [.. options.Directions],
            LoadIfExists = true,
        });
        if (!study.Directions.SequenceEqual(options.Directions))
        {
            storage.Dispose();
            throw new ConfigException(
                $"hydra.sweeper.direction: the study '{study.Name}' in {options.Storage} has the directions [{Names(study.Directions)}], "
                + $"not [{Names(options.Directions)}]. Give another hydra.sweeper.study_name, or the study's directions.");
        }

        return new StudyHandle(study, storage, address is null ? null : StudyStorage.Shown(address));
    }

    public void Dispose() => _storage.Dispose();

    // A folder that is used again has the study of the sweep before.
    private static string NewJournal(string directory)
    {
        string path = Path.Combine(directory, JournalPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        return "journal:" + path;
    }

    private static string Names(IEnumerable<StudyDirection> directions) => string.Join(", ", directions.Select(item => item.ToString().ToLowerInvariant()));

    private static IStudyStorage OpenStorage(string address)
    {
        try
        {
            return StudyStorage.Open(address);
        }
        catch (Exception error) when (error is ArgumentException or TuningException)
        {
            string message = error is ArgumentException ? $"expected null, {StudyStorage.Forms}, found '{address}'." : error.Message;
            throw new ConfigException($"hydra.sweeper.storage: {message}", inner: error);
        }
    }
}
