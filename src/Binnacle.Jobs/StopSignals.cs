using System.Runtime.InteropServices;

namespace Binnacle.Jobs;

/// <summary>Ctrl+C and termination signals of the process while a job runs.</summary>
/// <remarks>
/// The first signal cancels <see cref="Token"/>; the process ends with 130 when the job has not returned within the grace time,
/// or at once at a second signal. In a worker Ctrl+C is left to the parent, whose pipe tells when to stop.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Exit code of a job that was stopped.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TimeSpan _grace;
    private readonly bool _secondEnds;
    private Timer? _deadline;

    private StopSignals(TimeSpan grace, bool secondEnds)
    {
        _grace = grace;
        _secondEnds = secondEnds;
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Signals of a program that its user started.</summary>
    public static StopSignals OfProgram(TimeSpan grace)
    {
        var signals = new StopSignals(grace, secondEnds: true);
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            signals._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                signals.Stop();
            }));
        }

        return signals;
    }

    /// <summary>Signals of a worker: the end of its standard input, which is its parent's pipe, or a termination signal.</summary>
    public static StopSignals OfWorker(Stream pipe, TimeSpan grace)
    {
        var signals = new StopSignals(grace, secondEnds: false);
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true));
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            signals.Stop();
        }));
        var watch = new Thread(() =>
        {
            var buffer = new byte[64];
            while (pipe.Read(buffer) > 0)
            {
                // Nothing is said through the pipe; its end is the message.
            }

            signals.Stop();
        }) { IsBackground = true, Name = "parent watch" };
        watch.Start();
        return signals;
    }

    public void Dispose()
    {
        _deadline?.Dispose();
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Stop()
    {
        lock (_registrations)
        {
            if (_deadline is not null)
            {
                if (_secondEnds)
                    Environment.Exit(ExitCode);
                return;
            }

            _deadline = new Timer(_ => Environment.Exit(ExitCode), null, _grace, Timeout.InfiniteTimeSpan);
        }

        // Not on the signal's thread: callbacks of the token may take their time, and a second signal must get through.
        _ = Task.Run(_source.Cancel);
    }
}
