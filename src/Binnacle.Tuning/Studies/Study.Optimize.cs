namespace Binnacle.Tuning;

public sealed partial class Study
{
    private volatile bool _stopRequested;
    private int _isOptimizing;

    /// <summary>True from <see cref="Stop"/> until the next optimisation.</summary>
    internal bool IsStopRequested => _stopRequested;

    /// <summary>Runs trials of an objective with one value.</summary>
    /// <param name="objective">Evaluates a trial; throws <see cref="TrialPrunedException"/> to end it as pruned.</param>
    /// <param name="trials">How many trials.</param>
    public void Optimize(Func<Trial, double> objective, int trials) => Optimize(objective, new OptimizeOptions { Trials = trials });

    /// <summary>Runs trials of an objective with one value.</summary>
    /// <inheritdoc cref="OptimizeAsync"/>
    public void Optimize(Func<Trial, double> objective, OptimizeOptions options) =>
        Optimize(trial => [objective(trial)], options);

    /// <summary>Runs trials of an objective with several values. With a parallelism above 1 each trial has a thread of its own.</summary>
    /// <inheritdoc cref="OptimizeAsync"/>
    public void Optimize(Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options) =>
        RunAsync((trial, _) => Task.FromResult(objective(trial)), isBlocking: true, options, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Runs trials until a limit of <paramref name="options"/> or <see cref="Stop"/>.</summary>
    /// <param name="objective">Evaluates a trial; throws <see cref="TrialPrunedException"/> to end it as pruned.</param>
    /// <param name="options">Limits, parallelism and what is caught.</param>
    /// <param name="cancellationToken">Starts no further trial, and is handed to the objective.</param>
    /// <remarks>An exception of the objective fails its trial and, unless caught, ends the optimisation after the running trials.</remarks>
    /// <exception cref="InvalidOperationException">The study is being optimised already, e.g. by the caller of this objective.</exception>
    public Task OptimizeAsync(
        Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective, OptimizeOptions options, CancellationToken cancellationToken = default) =>
        RunAsync(objective, isBlocking: false, options, cancellationToken);

    /// <summary>Ends a running optimisation after the trials that are running now.</summary>
    public void Stop() => _stopRequested = true;

    private async Task RunAsync(
        Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective, bool isBlocking, OptimizeOptions options,
        CancellationToken cancellationToken)
    {
        Optimization optimization = new(this, objective, isBlocking, options, cancellationToken);
        if (Interlocked.Exchange(ref _isOptimizing, 1) != 0)
            throw new InvalidOperationException($"Study '{Name}' is being optimised already; an objective cannot optimise its own study.");
        try
        {
            _stopRequested = false;
            await optimization.RunAsync();
        }
        finally
        {
            _isOptimizing = 0;
        }
    }
}
