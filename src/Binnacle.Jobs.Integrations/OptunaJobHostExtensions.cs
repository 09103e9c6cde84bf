namespace Binnacle.Jobs.Integrations;

/// <summary>Tuning of jobs.</summary>
public static class OptunaJobHostExtensions
{
    /// <summary>Adds the sweeper <c>hydra/sweeper: optuna</c>: a study whose trials are the jobs of the sweep.</summary>
    public static JobHost UseOptuna(this JobHost host) => host.UseSweeper("optuna", () => new OptunaSweeper());
}
