using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The addresses of pages about runs.</summary>
internal static class RunLink
{
    public static string Experiment(string experimentId) => $"/experiments/{Uri.EscapeDataString(experimentId)}";

    public static string Page(RunInfo run, string? tab = null) =>
        $"{Experiment(run.ExperimentId)}/runs/{Uri.EscapeDataString(run.RunId)}{(tab is null ? "" : "/" + tab)}";

    public static string Artifact(RunInfo run, string path, bool raw = false) =>
        $"{Page(run, "artifacts")}?path={Uri.EscapeDataString(path)}{(raw ? "&raw=true" : "")}";

    public static string Compare(IEnumerable<string> runIds) => "/compare?runs=" + string.Join(',', runIds.Select(Uri.EscapeDataString));

    /// <summary>The charts of runs.</summary>
    /// <param name="runIds">The runs.</param>
    /// <param name="colors">Colours that somebody gave to some of them. Default: none.</param>
    public static string Charts(IEnumerable<string> runIds, IReadOnlyDictionary<string, string>? colors = null) =>
        "/charts?runs=" + string.Join(',', runIds.Select(Uri.EscapeDataString))
        + (colors is { Count: > 0 } ? "&colors=" + Uri.EscapeDataString(RunsView.ColorsText(colors)) : "");

    /// <summary>The name for people: the run's name, else the beginning of its id.</summary>
    public static string NameOf(RunInfo run) => run.RunName.Length > 0 ? run.RunName : run.RunId[..Math.Min(8, run.RunId.Length)];
}
