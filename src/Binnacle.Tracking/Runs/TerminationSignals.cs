using System.Runtime.InteropServices;

namespace Binnacle.Tracking;

/// <summary>Marks open runs as killed when a signal (Ctrl+C, SIGTERM, SIGHUP) is about to end the process, which .NET 10 does without a word.</summary>
/// <remarks>
/// The signal then goes on to its other handlers and to its default. Handlers are called last first, so that whether somebody else will
/// keep the process alive is not known here: see <see cref="ActiveRun.MarkKilledAsync"/>.
/// </remarks>
internal static class TerminationSignals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Lock Gate = new();
    private static readonly HashSet<ActiveRun> Runs = [];
    private static PosixSignalRegistration[] _registrations = [];

    public static void Watch(ActiveRun run)
    {
        lock (Gate)
        {
            Runs.Add(run);
            if (_registrations.Length == 0 && !OperatingSystem.IsBrowser())
                _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        }
    }

    public static void Forget(ActiveRun run)
    {
        PosixSignalRegistration[] done = [];
        lock (Gate)
        {
            if (Runs.Remove(run) && Runs.Count == 0)
                (done, _registrations) = (_registrations, []);
        }

        foreach (PosixSignalRegistration registration in done)
            registration.Dispose();
    }

    private static void OnSignal(PosixSignalContext context)
    {
        ActiveRun[] open;
        lock (Gate)
            open = [.. Runs];
        try
        {
            Task.WaitAll([.. open.Select(run => run.MarkKilledAsync())], Patience);
        }
        catch (AggregateException)
        {
            // The process ends; the runs that could be marked are.
        }
    }
}
