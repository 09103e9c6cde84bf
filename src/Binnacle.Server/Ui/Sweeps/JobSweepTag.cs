using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>The tag that the runs of one sweep of jobs share.</summary>
internal static class JobSweepTag
{
    public const string Key = "hptuning_tag";

    /// <summary>The address of a sweep's page.</summary>
    public static string Page(string tag) => "/sweeps/jobs?tag=" + Uri.EscapeDataString(tag);

    /// <summary>The condition that finds the sweep's runs.</summary>
    public static string Filter(string tag) => tag.Contains('\'', StringComparison.Ordinal) ? $"tags.{Key} = \"{tag}\"" : $"tags.{Key} = '{tag}'";

    /// <summary>The sweep that a run belongs to; null for none, and for trials of a study, which has a page of its own.</summary>
    public static string? Of(Run run) =>
        run.Tags.GetValueOrDefault(Key) is { Length: > 0 } tag && !run.Tags.ContainsKey(ReservedTags.Study) ? tag : null;
}
