using System.Text.RegularExpressions;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>A tree of MLflow's and one of ours with the same content, file by file. Ids of experiments and times of their creation are made anew.</summary>
internal static partial class WrittenTree
{
    private const string Unstable = "…";
    private const int PartsOfPoint = 3;
    private const string GoldenRoot = "file:///ml/mlruns";
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public static IEnumerable<CaseOutcome> Compare(string golden, string ours)
    {
        Dictionary<string, string> ids = IdsOf(golden, ours);
        string Rename(string text) => ids.Aggregate(text, (all, id) => all.Replace(id.Key, id.Value, StringComparison.Ordinal));
        string root = "file://" + ours.Replace('\\', '/');
        // The copy keeps where files lie, below MLflow's ids; only the default experiment is made at home.
        Dictionary<string, string> wanted = Read(golden, Rename), found = Read(ours, text => Rename(text).Replace(root, GoldenRoot, StringComparison.Ordinal));
        foreach ((string path, string text) in wanted.OrderBy(file => file.Key, StringComparer.Ordinal))
            yield return !found.TryGetValue(path, out string? written) ? CaseOutcome.Fail(path, "is not there") : Same(path, text, written);
        foreach (string path in found.Keys.Except(wanted.Keys).Order(StringComparer.Ordinal))
            yield return CaseOutcome.Fail(path, "is not in MLflow's tree");
    }

    private static CaseOutcome Same(string path, string wanted, string found)
    {
        if (wanted == found)
            return CaseOutcome.Pass("file " + path);
        string[] left = Lines(path, wanted), right = Lines(path, found);
        string[] missing = [.. left.Except(right)], extra = [.. right.Except(left)];
        return missing.Length + extra.Length == 0
            ? CaseOutcome.Deviates("file " + path, "read-by-both-versions")
            : CaseOutcome.Fail("file " + path, $"missing: {string.Join(" | ", missing)}; extra: {string.Join(" | ", extra)}");
    }

    /// <summary>
    /// The lines without what differs by intent: both names of a run's id, the keys and the data set of a point that only MLflow 3 writes
    /// and reads without, and the tags of an experiment, which MLflow repeats in its file once it is renamed or deleted and never reads there.
    /// </summary>
    private static string[] Lines(string path, string text)
    {
        if (ExperimentFile().IsMatch(path))
            text = Tags().Replace(text, "");
        IEnumerable<string> lines = text.Split('\n').Where(line => !KeysOfOneVersion().IsMatch(line));
        return [.. path.Contains("/metrics/", StringComparison.Ordinal) && !path.Contains("/models/", StringComparison.Ordinal)
            ? lines.Select(line => string.Join(' ', line.Split(' ').Take(PartsOfPoint)))
            : lines];
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

    [GeneratedRegex("^(workspace|trace_location|deployment_job_id|deployment_job_state|model_id|run_uuid|aliases): ")]
    private static partial Regex KeysOfOneVersion();

    [GeneratedRegex("^([.]trash/)?[0-9]+/meta[.]yaml$")]
    private static partial Regex ExperimentFile();

    [GeneratedRegex("^tags:.*\n?(?:^[ -].*\n?|^\n)*", RegexOptions.Multiline)]
    private static partial Regex Tags();
}
