namespace Binnacle.Tuning;

/// <summary>A population by rank of non-domination.</summary>
internal static class Fronts
{
    public static IEnumerable<List<FrozenTrial>> Of(Study study, List<FrozenTrial> population, bool constrained)
    {
        double[][] losses = [.. population.Select(trial => study.Losses(trial.Values!))];
        int[] ranks = constrained
            ? NonDomination.Ranks(losses, [.. population.Select(Dominance.Penalty)])
            : NonDomination.Ranks(losses);
        return Enumerable.Range(0, ranks.Length == 0 ? 0 : ranks.Max() + 1)
            .Select(rank => population.Where((_, index) => ranks[index] == rank).ToList());
    }
}
