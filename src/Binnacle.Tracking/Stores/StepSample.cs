namespace Binnacle.Tracking;

/// <summary>An even sample of the steps of a metric, by MLflow's rule.</summary>
internal static class StepSample
{
    /// <param name="stepsOfRuns">The steps of each run, in any order.</param>
    /// <param name="maxSteps">How many steps to sample.</param>
    /// <param name="startStep">First step to look at; null for 0 when <paramref name="endStep"/> is null too.</param>
    /// <param name="endStep">Last step to look at; null for the last.</param>
    /// <returns>The sampled steps and the first and last of each run, ascending.</returns>
    public static long[] Of(IReadOnlyCollection<IReadOnlyCollection<long>> stepsOfRuns, int maxSteps, long? startStep, long? endStep)
    {
        SearchLimits.CheckPositive(maxSteps);
        long[] all = [.. stepsOfRuns.SelectMany(steps => steps).Distinct().Order()];
        if (all.Length == 0)
            return [];
        (long start, long end) = (startStep ?? (endStep is null ? 0 : long.MinValue), endStep ?? all[^1]);
        SortedSet<long> sample = [.. Even([.. all.Where(step => step >= start && step <= end)], maxSteps)];
        foreach (IReadOnlyCollection<long> steps in stepsOfRuns.Where(steps => steps.Count > 0))
        {
            foreach (long edge in (ReadOnlySpan<long>)[steps.Min(), steps.Max()])
            {
                if (edge >= start && edge <= end)
                    sample.Add(edge);
            }
        }

        return [.. sample];
    }

    private static IEnumerable<long> Even(long[] steps, int maxSteps)
    {
        if (steps.Length <= maxSteps)
            return steps;
        double interval = (double)steps.Length / maxSteps;
        return Enumerable.Range(0, maxSteps).Select(i => steps[(int)(i * interval)]).Append(steps[^1]);
    }
}
