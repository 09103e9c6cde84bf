using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>A progress bar of one line that is written over again, e.g. to <see cref="Console.Error"/>.</summary>
/// <remarks>Shows the share done, the trials, the time so far and the time left, and the best trial of a study with one objective.</remarks>
public sealed class TextProgressBar : IProgress<OptimizeProgress>
{
    private const int BarWidth = 30;

    private readonly TextWriter _output;
    private FrozenTrial? _best;
    private int _written;

    /// <param name="output">Where the line goes.</param>
    public TextProgressBar(TextWriter output) => _output = output;

    /// <inheritdoc/>
    public void Report(OptimizeProgress value)
    {
        string line = Line(value);
        _output.Write('\r' + line.PadRight(_written));
        _written = line.Length;
        if (value.Share >= 1)
            _output.WriteLine();
        _output.Flush();
    }

    private string Line(OptimizeProgress progress)
    {
        string count = progress.Trials is { } trials ? $"{progress.Finished}/{trials}" : $"{progress.Finished} trials";
        string times = Clock(progress.Elapsed);
        if (progress.Share is > 0 and { } share)
        {
            int full = (int)(Math.Min(share, 1) * BarWidth);
            string bar = new string('#', full) + new string('-', BarWidth - full);
            count = string.Create(CultureInfo.InvariantCulture, $"{share * 100,3:F0}% [{bar}] {count}");
            times += " < " + Clock(progress.Elapsed * Math.Max((1 - share) / share, 0));
        }

        return $"{count} [{times}]{Best(progress)}";
    }

    private string Best(OptimizeProgress progress)
    {
        if (progress.Study.Directions.Length > 1)
            return "";
        if (progress.Trial is { State: TrialState.Complete, Value: { } value }
            && (_best is null || (progress.Study.Direction == StudyDirection.Maximize ? value > _best.Value : value < _best.Value)))
        {
            _best = progress.Trial;
        }

        return _best is null ? "" : string.Create(CultureInfo.InvariantCulture, $" best: {_best.Value:G6} (trial {_best.Number})");
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString("mm\\:ss", CultureInfo.InvariantCulture);
}
