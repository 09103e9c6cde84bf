namespace Binnacle.Tuning;

/// <summary>What a trial of a deterministic round knows of the trials beside it.</summary>
/// <param name="Turns">In which order parameters are suggested.</param>
/// <param name="Place">The trial's place in that order.</param>
/// <param name="History">The study's trials when the round began; pruners see these.</param>
internal sealed record StudyRound(SuggestionTurns Turns, int Place, IReadOnlyList<FrozenTrial> History);
