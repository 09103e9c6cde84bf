using System.Security.Cryptography;
using System.Text;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Server.Studies;

/// <summary>A storage of studies that the server shows. It is opened when it is first looked at, and again after a failure.</summary>
/// <param name="address">Its address, with the password if it has one.</param>
internal sealed class ServedStudies(string address) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string? _file = StudyStorage.FileOf(address);
    private IStudyStorage? _opened;

    /// <summary>The address as it may be shown: absolute, without password.</summary>
    public string Address { get; } = StudyStorage.Shown(address);

    /// <summary>Stands for the storage in the pages' addresses.</summary>
    public string Key { get; } = KeyOf(StudyStorage.Shown(address));

    public static string KeyOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 6));

    /// <summary>Every study, in the order of creation.</summary>
    /// <exception cref="TuningException">The storage cannot be read.</exception>
    public IReadOnlyList<StudySnapshot> ReadAll() =>
        Look(storage => storage.GetStudies().Select(study => new StudySnapshot(study, storage.GetTrials(study.Id))).ToArray());

    /// <summary>One study as it is now.</summary>
    /// <exception cref="TuningException">The storage cannot be read, or has no such study.</exception>
    public StudySnapshot Read(string name) => Look(storage =>
    {
        FrozenStudy study = Find(storage, name);
        return new StudySnapshot(study, storage.GetTrials(study.Id));
    });

    /// <summary>Changes a study.</summary>
    /// <exception cref="TuningException">The storage cannot be written, or has no such study.</exception>
    public void Change(string name, Action<Study> change)
    {
        lock (_gate)
        {
            Look(storage => Find(storage, name));
            Use<object?>(storage =>
            {
                change(Study.Load(new StudyOptions { Storage = storage, Name = name, Sampler = new RandomSampler(0), ContinueSampler = false }));
                return null;
            });
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    // What was opened before may have been replaced since: another file, a server that was started again.
    private T Look<T>(Func<IStudyStorage, T> look)
    {
        lock (_gate)
        {
            bool wasOpen = _opened is not null;
            try
            {
                return Use(look);
            }
            catch (TuningException) when (wasOpen)
            {
                return Use(look);
            }
        }
    }

    private T Use<T>(Func<IStudyStorage, T> use)
    {
        lock (_gate)
        {
            try
            {
                // What is opened stays readable after its name is gone; and opening makes what is missing.
                if (_file is not null && !File.Exists(_file))
                    throw new TuningException($"{_file}: the file is not there any more.");
                return use(_opened ??= StudyStorage.Open(address));
            }
            catch (Exception error) when (error is TuningException or InvalidOperationException or ObjectDisposedException)
            {
                Close();
                throw error as TuningException ?? new TuningException($"{Address}: {error.Message}", error);
            }
        }
    }

    private FrozenStudy Find(IStudyStorage storage, string name) =>
        storage.FindStudy(name) ?? throw new TuningException($"{Address} has no study named '{name}'.");

    private void Close()
    {
        _opened?.Dispose();
        _opened = null;
    }
}
