namespace Binnacle.Tuning;

/// <summary>Which of two trials is better, with or without constraints.</summary>
internal static class Dominance
{
    public static bool Dominates(Study study, FrozenTrial first, FrozenTrial second, bool constrained)
    {
        if (!constrained)
            return DominatesByValue(study, first, second);
        double[]? one = Constraints(first), other = Constraints(second);
        if (one is null || other is null)
            return one is null && other is null ? DominatesByValue(study, first, second) : one is not null;
        double violation = Violation(one), otherViolation = Violation(other);
        if (violation == 0 && otherViolation == 0)
            return DominatesByValue(study, first, second);
        return violation == 0 || (otherViolation != 0 && violation < otherViolation);
    }

    /// <summary>What a trial's constraints are violated by; NaN when they are unknown.</summary>
    public static double Penalty(FrozenTrial trial) => Constraints(trial) is { } constraints ? Violation(constraints) : double.NaN;

    private static double[]? Constraints(FrozenTrial trial) => PlainData.Numbers(trial.SystemAttributes.GetValueOrDefault(Study.ConstraintsKey));

    private static double Violation(double[] constraints)
    {
        double sum = 0;
        foreach (double constraint in constraints)
            sum += constraint > 0 ? constraint : 0;
        return sum;
    }

    private static bool DominatesByValue(Study study, FrozenTrial first, FrozenTrial second)
    {
        double[] one = study.Losses(first.Values!), other = study.Losses(second.Values!);
        bool better = false;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] > other[i])
                return false;
            better |= one[i] < other[i];
        }

        return better;
    }
}
