namespace Binnacle.Tuning;

public sealed partial class Study
{
    private volatile bool _stopRequested;

    /// <summary>Runs trials of an objective with one value.</summary>
    /// <param name="objective">Evaluates a trial; throws <see cref="TrialPrunedException"/> to end it as pruned.</param>
    /// <param name="trials">How many trials.</param>
    public void Optimize(Func<Trial, double> objective, int trials) => Optimize(objective, new OptimizeOptions { Trials = trials });

    /// <summary>Runs trials of an objective with one value.</summary>
    /// <inheritdoc cref="OptimizeAsync"/>
    public void Optimize(Func<Trial, double> objective, OptimizeOptions options) =>
        Optimize(trial => [objective(trial)], options);

    /// <summary>Runs trials of an objective with several values.</summary>
    /// <inheritdoc cref="OptimizeAsync"/>
    public void Optimize(Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options)
    {
        Task<IReadOnlyList<double>> Evaluate(Trial trial, CancellationToken cancellationToken) => Task.FromResult(objective(trial));
        if (options.Parallelism == 1)
            OptimizeAsync(Evaluate, options).GetAwaiter().GetResult();
        else
            OptimizeAsync((trial, cancellation) => Task.Run(() => Evaluate(trial, cancellation), cancellation), options).GetAwaiter().GetResult();
    }

    /// <summary>Runs trials until a limit of <paramref name="options"/> or <see cref="Stop"/>.</summary>
    /// <param name="objective">Evaluates a trial; throws <see cref="TrialPrunedException"/> to end it as pruned.</param>
    /// <param name="options">Limits, parallelism and what is caught.</param>
    /// <param name="cancellationToken">Starts no further trial, and is handed to the objective.</param>
    /// <remarks>An exception of the objective fails its trial and, unless caught, ends the optimisation after the running trials.</remarks>
    public async Task OptimizeAsync(
        Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective, OptimizeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1);
        _stopRequested = false;
        long begin = options.Time.GetTimestamp();
        int started = 0;

        async Task Work()
        {
            while (!_stopRequested && !cancellationToken.IsCancellationRequested
                && (options.Timeout is not { } limit || options.Time.GetElapsedTime(begin) < limit)
                && (options.Trials is not { } count || Interlocked.Increment(ref started) <= count))
            {
                await RunTrialAsync(objective, options, cancellationToken);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, options.Parallelism).Select(_ => Work()));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Ends a running optimisation after the trials that are running now.</summary>
    public void Stop() => _stopRequested = true;

    private async Task RunTrialAsync(
        Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective, OptimizeOptions options, CancellationToken cancellationToken)
    {
        Trial trial = Ask();
        FrozenTrial finished;
        try
        {
            IReadOnlyList<double> values = await objective(trial, cancellationToken);
            finished = Tell(trial, values);
        }
        catch (TrialPrunedException)
        {
            finished = Tell(trial, null, TrialState.Pruned);
        }
        catch (Exception error)
        {
            finished = Tell(trial, null, TrialState.Fail, skipIfFinished: true);
            if (options.Catch?.Invoke(error) != true)
            {
                _stopRequested = true;
                throw;
            }
        }

        options.OnTrialFinished?.Invoke(this, finished);
    }
}
