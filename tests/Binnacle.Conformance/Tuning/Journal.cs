using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>A journal that Optuna wrote: its studies read and copied, its lines written again.</summary>
internal sealed class Journal : GoldenFile
{
    public override string Name => "journal.log";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        string expectations = Path.Combine(Path.GetDirectoryName(path)!, "journal_expected.json");
        var expected = (IReadOnlyDictionary<string, object?>)PythonJson.Parse(File.ReadAllText(expectations))!;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("binnacle-journal-");
        try
        {
            string original = Path.Combine(folder.FullName, "journal.log");
            File.Copy(path, original);
            using JournalStorage storage = new(original);
            using JournalStorage copy = new(Path.Combine(folder.FullName, "copy.log"));
            foreach (var study in ((IReadOnlyList<object?>)expected["studies"]!).Cast<IReadOnlyDictionary<string, object?>>())
            {
                yield return StoredStudy.Check("read", storage, study, ids: true);
                Study.Copy((string)study["study_name"]!, storage, copy);
                yield return StoredStudy.Check("copy", copy, study, ids: false);
            }

            yield return Lines(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CaseOutcome Lines(string path)
    {
        string? differing = File.ReadLines(path).FirstOrDefault(line => PythonJson.WriteCompact(PythonJson.Parse(line)) != line);
        return differing is null
            ? CaseOutcome.Pass("lines written again")
            : CaseOutcome.Fail("lines written again", $"{differing}\n{PythonJson.WriteCompact(PythonJson.Parse(differing))}");
    }
}
