using Digits.Data;
using Spectre.Console;

namespace Digits.ProcessData;

/// <summary>A progress bar on a terminal; nothing where the output goes to a file or a pipe.</summary>
internal static class PreparationBar
{
    public static T Show<T>(Func<IProgress<PreparationProgress>?, T> work) => Console.IsOutputRedirected
        ? work(null)
        : AnsiConsole.Progress().AutoClear(true).Start(context => work(new Bars(context)));

    /// <summary>One bar for each step, from the moment it is first told of.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<PreparationProgress>
    {
        private readonly Dictionary<string, ProgressTask> _bars = [];

        public void Report(PreparationProgress value)
        {
            lock (_bars)
            {
                if (!_bars.TryGetValue(value.Step, out ProgressTask? bar))
                    _bars[value.Step] = bar = context.AddTask(value.Step, maxValue: value.Total);
                bar.Value = Math.Max(bar.Value, value.Done);
            }
        }
    }
}
