namespace Binnacle.Conformance;

/// <summary>Runs the cases of one kind of golden file.</summary>
internal abstract class GoldenFile
{
    /// <summary>The golden's name relative to its room's folder, e.g. <c>overrides.jsonl</c>, or a folder (<c>rdb</c>).</summary>
    public abstract string Name { get; }

    /// <summary>Runs every case of the file (or folder) at <paramref name="path"/>, in order.</summary>
    public abstract IEnumerable<CaseOutcome> Run(string path);
}
