namespace Binnacle.TorchSharp.Tests;

public sealed class TorchThreadsTests
{
    [Theory]
    [InlineData(null, null, 1, 1)]
    [InlineData("3", null, 1, 3)]
    [InlineData("2", "2", 1, 1)]
    [InlineData("1", "1", 4, 1)]
    [InlineData("6", "2", 1, 6)]
    [InlineData("none", "2", 4, 2)]
    public void The_user_decides_before_the_program_within_the_share_of_the_job(string? threads, string? cores, int preferred, int expected) =>
        Assert.Equal(expected, TorchThreads.Choose(preferred, name => name == TorchThreads.ThreadsVariable ? threads : cores));
}
