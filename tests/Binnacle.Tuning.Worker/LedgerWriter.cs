using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text;
using Binnacle.Tuning.Sql;

namespace Binnacle.Tuning.Worker;

/// <summary>Writes trials until it is killed, and keeps a ledger of those that were told, apart from the storage.</summary>
internal static class LedgerWriter
{
    private static readonly KeyValuePair<string, Distribution>[] Space =
        [new("x", new FloatDistribution(0, 1)), new("n", new IntDistribution(0, 9)), new("c", new CategoricalDistribution(["a", "b"]))];

    public static void Run(string url, string ledgerPath, string markerPath)
    {
        // The marker is shared memory, so that it tells after the kill where the process was.
        using var marker = MemoryMappedFile.CreateFromFile(markerPath, FileMode.OpenOrCreate, null, capacity: 1);
        using MemoryMappedViewAccessor view = marker.CreateViewAccessor();
        void Mark(bool isOpen) => view.Write(0, isOpen ? (byte)1 : (byte)0);
        Mark(false);
        using FileStream ledger = new(ledgerPath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        using IStudyStorage storage = Open(url, Mark);
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, LoadIfExists = true, Sampler = new RandomSampler() });
        Console.WriteLine("ready");
        while (true)
        {
            Trial trial = study.Ask(Space);
            double value = (double)trial.Params["x"]!;
            study.Tell(trial, value);
            ledger.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{trial.Number} {value:R}\n")));
            ledger.Flush(flushToDisk: true);
        }
    }

    private static IStudyStorage Open(string url, Action<bool> mark) => url.StartsWith("journal:", StringComparison.Ordinal)
        ? new JournalStorage(url["journal:".Length..], new JournalStorageOptions { LockGracePeriod = TimeSpan.FromSeconds(0.3), OnTransaction = mark })
        : SqliteStudyStorage.Open(url, new SqliteStorageOptions { SurvivePowerLoss = true, OnTransaction = mark });
}
