namespace Binnacle.Server.Ui.Charts;

/// <summary>What the script of a board of charts knows of a run.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Url">Its page.</param>
public sealed record BoardRun(string Id, string Name, string Color, string Url);

/// <summary>What a board of charts can show.</summary>
/// <param name="Runs">The runs, in the order of their colours.</param>
/// <param name="Metrics">Names of metrics.</param>
/// <param name="Params">Names of parameters.</param>
/// <param name="Latest">Time of the latest point, in milliseconds since 1970 (UTC); 0 without any.</param>
public sealed record BoardData(IReadOnlyList<BoardRun> Runs, IReadOnlyList<string> Metrics, IReadOnlyList<string> Params, long Latest);
