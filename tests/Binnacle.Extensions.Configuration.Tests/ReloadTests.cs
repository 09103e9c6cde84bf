using Binnacle.Configuration;
using Binnacle.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Binnacle.Extensions.Configuration.Tests;

/// <summary>Files that change while a host runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _conf = new();

    public void Dispose() => _conf.Dispose();

    [Fact]
    public async Task Changed_files_are_composed_again_and_faulty_ones_change_nothing()
    {
        _conf.Write("config.yaml", "defaults:\n  - _self_\n  - db: mysql\nlr: 0.1\n");
        _conf.Write("db/mysql.yaml", "port: 3306\n");
        var faults = new List<ConfigException>();
        IConfigurationRoot config = new ConfigurationBuilder().AddBinnacle(source =>
        {
            (source.ConfigPath, source.Overrides, source.ReloadOnChange) = (_conf.Path, ["lr=0.5"], true);
            source.ReloadDelay = TimeSpan.FromMilliseconds(50);
            source.OnReloadFailed = faults.Add;
        }).Build();
        using var disposing = (IDisposable)config;
        int changes = 0;
        using IDisposable registration = ChangeToken.OnChange(config.GetReloadToken, () => changes++);

        _conf.Write("db/mysql.yaml", "port: 3307\n");
        await UntilAsync(() => config["db:port"] == "3307");
        _conf.Write("db/mysql.yaml", "port: [\n");
        await UntilAsync(() => faults.Count > 0);
        Assert.Equal("3307", config["db:port"]);
        _conf.Write("db/mysql.yaml", "port: 3308\n");
        await UntilAsync(() => config["db:port"] == "3308");

        Assert.Equal("0.5", config["lr"]);
        Assert.True(changes >= 2);
        Assert.Contains("mysql.yaml", faults[0].Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(10, patience.Token);
    }
}
