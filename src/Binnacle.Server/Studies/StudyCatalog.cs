using System.Collections.Concurrent;
using Binnacle.Server.Live;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Binnacle.Tuning.Sql;

namespace Binnacle.Server.Studies;

/// <summary>The storages whose studies are shown: those that the server was given, and files that runs name as theirs.</summary>
internal sealed class StudyCatalog : IDisposable
{
    private const int MostRuns = 20_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ServedStudies> _storages = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _discovering = new(1);
    private readonly ITrackingStore _store;
    private readonly TimeProvider _time;
    private readonly bool _discovers;
    private long? _discoveredAt;

    /// <exception cref="ArgumentException">The address of a storage is of no kind that is known.</exception>
    public StudyCatalog(ServerOptions options, WholeStore store, TimeProvider time)
    {
        _store = store.Store;
        _time = time;
        _discovers = options.OpensNamedFiles;
        foreach (string given in options.StudyStorages)
            Add(new ServedStudies(given));
    }

    /// <summary>All storages that are known now, after a look at the runs.</summary>
    public async Task<IReadOnlyList<ServedStudies>> AllAsync(CancellationToken cancellationToken = default)
    {
        await DiscoverAsync(cancellationToken);
        return [.. _storages.Values];
    }

    /// <summary>The storage of a key; null when there is none.</summary>
    public async Task<ServedStudies?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        if (!_storages.ContainsKey(key))
            await DiscoverAsync(cancellationToken);
        return _storages.GetValueOrDefault(key);
    }

    public void Dispose()
    {
        foreach (ServedStudies storage in _storages.Values)
            storage.Dispose();
        _discovering.Dispose();
    }

    private async Task DiscoverAsync(CancellationToken cancellationToken)
    {
        if (!_discovers)
            return;
        await _discovering.WaitAsync(cancellationToken);
        try
        {
            if (_discoveredAt is { } last && _time.GetElapsedTime(last) < Freshness)
                return;
            foreach (string address in await AddressesOfRunsAsync(cancellationToken))
                AddFile(address);
            _discoveredAt = _time.GetTimestamp();
        }
        finally
        {
            _discovering.Release();
        }
    }

    private async Task<HashSet<string>> AddressesOfRunsAsync(CancellationToken cancellationToken)
    {
        HashSet<string> addresses = new(StringComparer.Ordinal);
        string[] experiments = [.. (await _store.AllExperimentsAsync(cancellationToken: cancellationToken)).Select(experiment => experiment.ExperimentId)];
        RunQuery query = new() { ExperimentIds = experiments, Filter = $"tags.`{ReservedTags.StudyStorage}` LIKE '%'", MaxResults = 5000 };
        await foreach (Run run in PagedSearch.AllAsync((token, stop) => _store.SearchRunsAsync(query with { PageToken = token }, stop), cancellationToken: cancellationToken)
            .Take(MostRuns))
        {
            addresses.Add(run.Tags[ReservedTags.StudyStorage]);
        }

        return addresses;
    }

    // A server elsewhere is shown only when it was given: a tag has no password, and must not make this program call others.
    private void AddFile(string address)
    {
        try
        {
            if (StudyStorage.FileOf(address) is { } file && File.Exists(file))
                Add(new ServedStudies(address));
        }
        catch (ArgumentException)
        {
            // A tag may say anything.
        }
    }

    private void Add(ServedStudies storage) => _storages.TryAdd(storage.Key, storage);
}
