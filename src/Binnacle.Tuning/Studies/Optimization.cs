using System.Runtime.ExceptionServices;

namespace Binnacle.Tuning;

/// <summary>One call of <see cref="Study.OptimizeAsync"/>.</summary>
/// <param name="study">The study.</param>
/// <param name="objective">Evaluates a trial.</param>
/// <param name="isBlocking">The objective keeps its thread until it is done, so that trials at the same time need threads of their own.</param>
/// <param name="options">Limits, parallelism and what is caught.</param>
/// <param name="cancellationToken">Starts no further trial.</param>
internal sealed class Optimization(
    Study study, Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective, bool isBlocking, OptimizeOptions options,
    CancellationToken cancellationToken)
{
    private readonly Lock _finishGate = new();
    private readonly long _begin = options.Time.GetTimestamp();
    private readonly int _workers = options.Workers;
    private readonly long? _stopRequests = study.Storage.IsPersistent ? study.StopRequests : null;
    private int _started;
    private int _finished;

    public async Task RunAsync()
    {
        if (options.Deterministic)
            await RunInRoundsAsync();
        else
            await Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => RunFreelyAsync()));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task RunFreelyAsync()
    {
        try
        {
            while (MayStart())
            {
                study.FailStaleTrials();
                Trial trial = study.Ask();
                Finish(trial, await EvaluateAsync(trial, needsThread: isBlocking && _workers > 1));
            }
        }
        catch
        {
            study.Stop();
            throw;
        }
    }

    private async Task RunInRoundsAsync()
    {
        while (true)
        {
            List<Trial> round = [];
            study.FailStaleTrials();
            while (round.Count < _workers && MayStart())
                round.Add(study.Ask());
            if (round.Count == 0)
                return;

            SuggestionTurns turns = new(round.Count);
            IReadOnlyList<FrozenTrial> history = study.Trials;
            for (int place = 0; place < round.Count; place++)
                round[place].Round = new StudyRound(turns, place, history);
            Outcome[] outcomes = await Task.WhenAll(round.Select(trial => EvaluateAsync(trial, needsThread: round.Count > 1)));
            FinishAll(round, outcomes);
        }
    }

    // Every trial of the round is told before the first error, if there is one, ends the optimisation.
    private void FinishAll(List<Trial> round, Outcome[] outcomes)
    {
        ExceptionDispatchInfo? first = null;
        for (int place = 0; place < outcomes.Length; place++)
        {
            try
            {
                Finish(round[place], outcomes[place]);
            }
            catch (Exception error)
            {
                first ??= ExceptionDispatchInfo.Capture(error);
            }
        }

        first?.Throw();
    }

    private bool MayStart() =>
        !study.IsStopRequested && !cancellationToken.IsCancellationRequested && !IsStoppedFromOutside
        && (options.Timeout is not { } limit || options.Time.GetElapsedTime(_begin) < limit)
        && (options.Trials is not { } count || Interlocked.Increment(ref _started) <= count);

    private bool IsStoppedFromOutside => _stopRequests is { } before && study.StopRequests != before;

    private async Task<Outcome> EvaluateAsync(Trial trial, bool needsThread)
    {
        try
        {
            using IDisposable? heartbeat = study.KeepAlive(trial);
            IReadOnlyList<double> values = needsThread
                ? await Task.Factory.StartNew(
                    () => objective(trial, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()
                : await objective(trial, cancellationToken);
            return new Outcome(values, null, null);
        }
        catch (TrialPrunedException)
        {
            return new Outcome(null, TrialState.Pruned, null);
        }
        catch (Exception error)
        {
            return new Outcome(null, TrialState.Fail, ExceptionDispatchInfo.Capture(error));
        }
        finally
        {
            trial.Round?.Turns.Leave(trial.Round.Place);
        }
    }

    private void Finish(Trial trial, Outcome outcome)
    {
        // An objective may have told its trial itself.
        FrozenTrial finished = study.Tell(trial, outcome.Values, outcome.State, skipIfFinished: true);
        if (options.CollectGarbage)
            GC.Collect();
        if (outcome.Error is { } error && options.Catch?.Invoke(error.SourceException) != true)
            error.Throw();
        lock (_finishGate)
        {
            options.Progress?.Report(new OptimizeProgress(
                study, finished, ++_finished, options.Trials, options.Time.GetElapsedTime(_begin), options.Timeout));
            foreach (Action<Study, FrozenTrial> callback in options.Callbacks)
                callback(study, finished);
        }
    }

    private readonly record struct Outcome(IReadOnlyList<double>? Values, TrialState? State, ExceptionDispatchInfo? Error);
}
