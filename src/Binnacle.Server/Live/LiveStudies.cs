using Binnacle.Server.Studies;
using Binnacle.Tuning;
using Microsoft.Extensions.Logging;

namespace Binnacle.Server.Live;

/// <summary>Follows studies for the pages that show them, whoever writes them.</summary>
internal sealed class LiveStudies(StudyCatalog catalog, TimeProvider time, ILogger<LiveStudies> logger)
{
    private readonly LiveSources<StudyRef, StudySnapshot> _studies = new(study => new LiveSource<StudySnapshot>(
        stop => ReadAsync(catalog, study, stop), (now, before) => now.IsSame(before), _ => false, time, logger));

    /// <summary>Calls <paramref name="changed"/> with the study after each change until the result is disposed.</summary>
    public IDisposable Watch(StudyRef study, Func<LiveState<StudySnapshot>, Task> changed) => _studies.Watch(study, changed);

    /// <summary>Looks at once, where somebody watches.</summary>
    public void Wake(StudyRef study) => _studies.Wake(study);

    /// <summary>Reads a study once.</summary>
    /// <exception cref="TuningException">The storage is unknown or cannot be read, or has no such study.</exception>
    public static async Task<StudySnapshot> ReadAsync(StudyCatalog catalog, StudyRef study, CancellationToken stop = default)
    {
        ServedStudies storage = await catalog.FindAsync(study.Storage, stop)
            ?? throw new TuningException("This server knows no such storage of studies. It was given others, or no run names it any more.");
        return await Task.Run(() => storage.Read(study.Name), stop);
    }
}
