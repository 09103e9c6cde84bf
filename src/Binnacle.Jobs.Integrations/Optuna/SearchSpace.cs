using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>What a sweep searches, and what it holds fixed.</summary>
/// <param name="Searched">The parameters with their distributions, in the order in which they are suggested.</param>
/// <param name="Fixed">The parameters with one value, as override texts.</param>
public sealed record SearchSpace(
    IReadOnlyList<KeyValuePair<string, Distribution>> Searched, IReadOnlyList<KeyValuePair<string, string>> Fixed)
{
    /// <summary>The space without parameters that are also fixed: a fixed value wins.</summary>
    public SearchSpace WithoutFixed()
    {
        HashSet<string> names = [.. Fixed.Select(item => item.Key)];
        return this with { Searched = [.. Searched.Where(item => !names.Contains(item.Key))] };
    }
}
