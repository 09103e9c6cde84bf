using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>A tree written by MLflow: read by us, and made again by us with the same files. The tree was moved, as its artifact URIs show.</summary>
internal sealed class MlrunsSampleFolder(string version) : GoldenFile
{
    public override string Name => "mlruns_sample_" + version;

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using TemporaryFolder copy = new();
        Copy(Path.Combine(path, "mlruns"), copy.Path);
        using TemporaryFolder ours = new();
        FileTrackingStore golden = new(copy.Path);
        CaseOutcome[] read = [.. ExpectedContent.Compare(golden, Path.Combine(path, "expected.json"))];
        new StoreCopy(golden, new FileTrackingStore(ours.Path)).CopyAllAsync().GetAwaiter().GetResult();
        return [.. read, .. WrittenTree.Compare(Path.Combine(path, "mlruns"), ours.Path)];
    }

    private static void Copy(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
