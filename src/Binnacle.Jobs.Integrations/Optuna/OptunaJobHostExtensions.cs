using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>Tuning of jobs.</summary>
public static class OptunaJobHostExtensions
{
    /// <summary>Adds the sweeper <c>hydra/sweeper: optuna</c>: a study whose trials are the jobs of the sweep.</summary>
    /// <param name="host">The job program.</param>
    /// <param name="customSearchSpaces">
    /// What <c>hydra.sweeper.custom_search_space</c> can name: each is called with the whole configuration and a trial after the
    /// other parameters were suggested, and may suggest more. None by default.
    /// </param>
    public static JobHost UseOptuna(
        this JobHost host, IReadOnlyDictionary<string, Action<MapNode, Trial>>? customSearchSpaces = null) =>
        host.UseSweeper("optuna", () => new OptunaSweeper(customSearchSpaces));
}
