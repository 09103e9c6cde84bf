using System.Text.RegularExpressions;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>A tree of MLflow's and one of ours with the same content, file by file. Ids of experiments and times of their creation are made anew.</summary>
internal static partial class WrittenTree
{
    private const string Unstable = "…";
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public static IEnumerable<CaseOutcome> Compare(string golden, string ours)
    {
        Dictionary<string, string> ids = IdsOf(golden, ours);
        Dictionary<string, string> wanted = Read(golden, text => ids.Aggregate(text, (all, id) => all.Replace(id.Key, id.Value, StringComparison.Ordinal))), found = Read(ours, text => text);
        foreach ((string path, string text) in wanted.OrderBy(file => file.Key, StringComparer.Ordinal))
            yield return !found.TryGetValue(path, out string? written) ? CaseOutcome.Fail(path, "is not there") : Same(path, text, written);
        foreach (string path in found.Keys.Except(wanted.Keys).Order(StringComparer.Ordinal))
            yield return CaseOutcome.Fail(path, "is not in MLflow's tree");
    }

    private static CaseOutcome Same(string path, string wanted, string found)
    {
        if (wanted == found)
            return CaseOutcome.Pass("file " + path);
        string[] left = wanted.Split('\n'), right = found.Split('\n');
        // What is ours by intent: both names of a run's id, and none of the keys that only MLflow 3 writes and reads without.
        string[] missing = [.. left.Except(right).Where(line => !KeysOfMLflow3().IsMatch(line))], extra = [.. right.Except(left).Where(line => !line.StartsWith("run_uuid: ", StringComparison.Ordinal))];
        return missing.Length + extra.Length == 0
            ? CaseOutcome.Deviates("file " + path, "read-by-both-versions")
            : CaseOutcome.Fail("file " + path, $"missing: {string.Join(" | ", missing)}; extra: {string.Join(" | ", extra)}");
    }

    private static Dictionary<string, string> IdsOf(string golden, string ours)
    {
        Dictionary<string, string> here = ExperimentsOf(ours).ToDictionary(experiment => experiment.Name, experiment => experiment.ExperimentId, StringComparer.Ordinal);
        return ExperimentsOf(golden).Where(experiment => experiment.ExperimentId.Length > 1)
            .ToDictionary(experiment => experiment.ExperimentId, experiment => here.GetValueOrDefault(experiment.Name, "absent"), StringComparer.Ordinal);
    }

    private static IReadOnlyList<Experiment> ExperimentsOf(string folder) =>
        new FileTrackingStore(folder).SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All }).GetAwaiter().GetResult().Items;

    private static Dictionary<string, string> Read(string folder, Func<string, string> rename)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", Everything))
        {
            string path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!path.Contains("/artifacts/", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith(".binnacle.", StringComparison.Ordinal))
                files[rename(path)] = Times().Replace(rename(File.ReadAllText(file)), "$1: " + Unstable);
        }

        return files;
    }

    [GeneratedRegex("^(creation_time|last_update_time|creation_timestamp|last_updated_timestamp|creation_timestamp_ms|last_updated_timestamp_ms|deleted_time): .*$", RegexOptions.Multiline)]
    private static partial Regex Times();

    [GeneratedRegex("^(workspace|trace_location): ")]
    private static partial Regex KeysOfMLflow3();
}
