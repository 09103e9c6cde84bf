namespace Binnacle.Tuning.Tests;

public sealed class PythonIntSetTests
{
    // The orders were printed by CPython 3.11: list(set(range(n)) - visited - running).
    [Theory]
    [InlineData(12, new[] { 1, 9 }, new int[0], new[] { 1, 9 })]
    [InlineData(40, new[] { 1, 8, 9, 17, 33 }, new int[0], new[] { 1, 33, 17, 8, 9 })]
    [InlineData(100, new[] { 3, 8, 32, 40, 64, 96 }, new[] { 3 }, new[] { 32, 64, 96, 8, 40 })]
    public void What_remains_of_a_grid_is_iterated_as_in_CPython(int size, int[] unvisited, int[] running, int[] expected)
    {
        HashSet<int> visited = [.. Enumerable.Range(0, size).Except(unvisited)];

        List<int> left = PythonIntSet.Difference([.. Enumerable.Range(0, size)], visited);

        Assert.Equal(expected, PythonIntSet.Difference(left, [.. running]));
    }

    [Fact]
    public void A_whole_grid_is_in_order()
    {
        Assert.Equal(Enumerable.Range(0, 300).Skip(1), PythonIntSet.Difference([.. Enumerable.Range(0, 300)], [0]));
    }
}
