namespace Binnacle.Server.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_port_in_use_is_named_with_the_way_out()
    {
        await using RunningServer first = await RunningServer.StartAsync();
        using TestStore data = new();
        ServerOptions second = new() { Port = first.Address.Port };
        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => BinnacleServer.StartAsync(second, data.Store));
        Assert.Contains($"Port {first.Address.Port} on 127.0.0.1 is in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("--port", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "is not an address of this machine")]
    [InlineData("no-such-host.invalid", "the name is not known here")]
    public async Task A_foreign_address_is_refused_in_words(string host, string words)
    {
        using TestStore data = new();
        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(
            () => BinnacleServer.StartAsync(new ServerOptions { Host = host, Port = 0 }, data.Store));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_only_this_machine_is_answered()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal("127.0.0.1", server.Address.Host);
    }
}
