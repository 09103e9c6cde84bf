using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class TrialListTests
{
    [Fact]
    public void Appending_many_trials_is_appending_each_and_leaves_the_list_before_as_it_was() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300]).Sample((first, second) =>
        {
            FrozenTrial[] trials = [.. Enumerable.Range(0, first + second).Select(number => new FrozenTrial { Number = number, State = TrialState.Waiting })];
            TrialList before = trials[..first].Aggregate(TrialList.Empty, (list, trial) => list.Add(trial));
            TrialList after = before.AddRange(trials[first..]);
            TrialList other = before.Add(new FrozenTrial { Number = -1, State = TrialState.Waiting });
            return after.SequenceEqual(trials) && before.SequenceEqual(trials[..first]) && other[first].Number == -1
                && after.Add(trials[0]).Count == trials.Length + 1;
        }, iter: 200);
}
