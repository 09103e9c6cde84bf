using Binnacle.Configuration;
using Binnacle.Tracking;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Finds what a user names on the command line.</summary>
internal static class Finder
{
    private const int ShortestPrefix = 4;
    private const int ShownWhenSeveral = 5;

    /// <summary>A run by its id, the beginning of it, or its name.</summary>
    /// <exception cref="TrackingException">There is none, or there are several.</exception>
    public static async Task<Run> RunAsync(ITrackingStore store, string text, CancellationToken stop)
    {
        try
        {
            return await store.GetRunAsync(text, stop);
        }
        catch (TrackingException error) when (error.ErrorCode is ErrorCodes.ResourceDoesNotExist or ErrorCodes.InvalidParameterValue)
        {
            // It is no id.
        }

        bool quotable = !text.Contains('\'', StringComparison.Ordinal);
        List<Run> found = quotable ? await SearchAsync(store, $"attributes.run_name = '{text}'", stop) : [];
        if (found.Count == 0 && text.Length >= ShortestPrefix && text.All(char.IsAsciiLetterOrDigit))
            found = await SearchAsync(store, $"attributes.run_id LIKE '{text}%'", stop);
        return found.Count switch
        {
            1 => found[0],
            0 => throw Missing($"There is no run '{text}': expected a run's id, the beginning of one ({ShortestPrefix} characters or more), or a name."),
            _ => throw new TrackingException(
                ErrorCodes.InvalidParameterValue,
                $"'{text}' names {found.Count} runs: {string.Join(", ", found.Take(ShownWhenSeveral).Select(run => $"{run.Info.RunId} ({run.Info.RunName})"))}{(found.Count > ShownWhenSeveral ? ", …" : "")}. Give the id."),
        };
    }

    /// <summary>An experiment by its name or id.</summary>
    public static async Task<Experiment> ExperimentAsync(ITrackingStore store, string text, CancellationToken stop)
    {
        if (await store.GetExperimentByNameAsync(text, stop) is { } named)
            return named;
        try
        {
            return await store.GetExperimentAsync(text, stop);
        }
        catch (TrackingException error) when (error.ErrorCode is ErrorCodes.ResourceDoesNotExist or ErrorCodes.InvalidParameterValue)
        {
            string? near = NearestName.Of(text, (await ExperimentsAsync(store, ViewType.All, stop)).Select(experiment => experiment.Name));
            throw Missing($"There is no experiment '{text}': expected a name or an id.{(near is null ? "" : $" Did you mean '{near}'?")}");
        }
    }

    public static async Task<IReadOnlyList<Experiment>> ExperimentsAsync(ITrackingStore store, ViewType view, CancellationToken stop) => await PagedSearch.AllAsync(
        (token, end) => store.SearchExperimentsAsync(new ExperimentQuery { View = view, PageToken = token }, end), cancellationToken: stop).ToListAsync(stop);

    private static async Task<List<Run>> SearchAsync(ITrackingStore store, string filter, CancellationToken stop)
    {
        string[] experiments = [.. (await ExperimentsAsync(store, ViewType.All, stop)).Select(experiment => experiment.ExperimentId)];
        return [.. (await store.SearchRunsAsync(new RunQuery { ExperimentIds = experiments, View = ViewType.All, Filter = filter }, stop)).Items];
    }

    private static TrackingException Missing(string message) => new(ErrorCodes.ResourceDoesNotExist, message);
}
