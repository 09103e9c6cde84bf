namespace Binnacle.Bench;

/// <summary>What a composition costs by the number of something in it.</summary>
/// <param name="What">Of what.</param>
/// <param name="Points">The cost of each number, ascending.</param>
internal sealed record Growth(string What, IReadOnlyList<GrowthPoint> Points);

/// <summary>The cost of so many.</summary>
internal readonly record struct GrowthPoint(int Count, double Milliseconds);
