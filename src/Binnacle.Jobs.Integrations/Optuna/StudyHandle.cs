using Binnacle.Configuration;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Jobs.Integrations;

/// <summary>The study of a sweep with the storage that it opened.</summary>
internal sealed class StudyHandle : IDisposable
{
    private readonly IStudyStorage _storage;

    private StudyHandle(Study study, IStudyStorage storage)
    {
        Study = study;
        _storage = storage;
    }

    public Study Study { get; }

    /// <summary>Makes the study, or loads the one of its name: its earlier trials count for the sampler.</summary>
    public static StudyHandle Open(OptunaOptions options, SearchSpace space)
    {
        IStudyStorage storage = options.Storage is { } address ? OpenStorage(address) : new InMemoryStorage();
        Study study = Study.Create(new StudyOptions
        {
            Storage = storage,
            Sampler = SamplerFactory.Create(options.Sampler, space),
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

        return new StudyHandle(study, storage);
    }

    public void Dispose() => _storage.Dispose();

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
