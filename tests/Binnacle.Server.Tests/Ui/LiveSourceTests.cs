using Binnacle.Server.Live;
using Binnacle.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Binnacle.Server.Tests.Ui;

/// <summary>Things that pages follow.</summary>
public sealed class LiveSourceTests
{
    private string _value = "a";
    private string? _fault;
    private int _reads;

    [Fact]
    public async Task A_watcher_is_told_each_change_and_each_fault_once()
    {
        List<LiveState<string>> told = [];
        LiveSource<string> source = Source();
        using (source.Watch(state =>
        {
            lock (told)
                told.Add(state);
            return Task.CompletedTask;
        }))
        {
            await UntilAsync(() => told.Count == 1);
            _fault = "gone";
            source.Wake();
            await UntilAsync(() => told.Count == 2);
            (_fault, _value) = (null, "b");
            source.Wake();
            await UntilAsync(() => told.Count == 3);
            source.Wake();
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        Assert.Equal([new("a", null), new("a", "gone"), new("b", null)], told);
    }

    [Fact]
    public async Task Nothing_is_read_when_nobody_watches()
    {
        LiveSource<string> source = Source();
        source.Watch(_ => Task.CompletedTask).Dispose();
        await UntilAsync(() => source.IsIdle);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        int reads = _reads;
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.Equal(reads, _reads);
    }

    [Fact]
    public async Task A_watcher_that_fails_does_not_keep_the_news_from_others()
    {
        int told = 0;
        LiveSource<string> source = Source();
        using IDisposable first = source.Watch(_ => throw new InvalidOperationException("broken page"));
        using IDisposable second = source.Watch(_ =>
        {
            told++;
            return Task.CompletedTask;
        });
        await UntilAsync(() => told == 1);
    }

    private LiveSource<string> Source() => new(
        _ =>
        {
            Interlocked.Increment(ref _reads);
            return _fault is null ? Task.FromResult(_value) : throw new IOException(_fault);
        },
        (now, before) => now == before, _ => false, TimeProvider.System, NullLogger.Instance);

    private static Task UntilAsync(Func<bool> isReached) => Eventually.HoldsAsync(isReached, "the watchers were told");
}
