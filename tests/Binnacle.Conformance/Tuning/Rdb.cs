using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Conformance.Tuning;

/// <summary>A database that Optuna wrote, read and copied; and the texts of distributions.</summary>
internal sealed class Rdb : GoldenFile
{
    public override string Name => "rdb";

    public override IEnumerable<CaseOutcome> Run(string path) =>
        Distributions(Path.Combine(path, "distributions.json")).Concat(Studies(path));

    private static IEnumerable<CaseOutcome> Distributions(string path)
    {
        foreach (var golden in List(PythonJson.Parse(File.ReadAllText(path))).Select(Map))
        {
            string json = (string)golden["json"]!;
            string expected = golden.GetValueOrDefault("reads_as") as string ?? json;
            string found = Distribution.FromJson(json).ToJson();
            bool single = golden.GetValueOrDefault("single") is not bool flag || Distribution.FromJson(json).IsSingle == flag;
            yield return found == expected && single
                ? CaseOutcome.Pass("distribution " + json)
                : CaseOutcome.Fail("distribution " + json, $"expected {expected}, found {found}");
        }
    }

    private static IEnumerable<CaseOutcome> Studies(string path)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("binnacle-rdb-");
        try
        {
            string original = Path.Combine(folder.FullName, "study.db");
            File.Copy(Path.Combine(path, "study.db"), original);
            var expected = Map(PythonJson.Parse(File.ReadAllText(Path.Combine(path, "expected.json"))));
            using SqliteStudyStorage storage = new(original);
            using SqliteStudyStorage copy = new(Path.Combine(folder.FullName, "copy.db"));
            foreach (var study in List(expected["studies"]).Select(Map))
            {
                yield return StoredStudy.Check("read", storage, study, ids: true);
                Study.Copy((string)study["study_name"]!, storage, copy);
                yield return StoredStudy.Check("copy", copy, study, ids: false);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyDictionary<string, object?> Map(object? value) => (IReadOnlyDictionary<string, object?>)value!;

    private static IReadOnlyList<object?> List(object? value) => (IReadOnlyList<object?>)value!;
}
