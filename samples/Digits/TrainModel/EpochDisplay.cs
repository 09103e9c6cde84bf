using System.Globalization;
using Digits.Modeling;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Digits.TrainModel;

/// <summary>Shows an epoch while it runs: a bar on a terminal; lines in the log where the output goes to a file or a pipe.</summary>
internal sealed class EpochDisplay(int logInterval, int images, ILogger logger)
{
    private readonly bool _isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    public EpochResult Show(TrainingSession session, CancellationToken cancellationToken)
    {
        EpochResult result = _isTerminal ? ShowBar(session, cancellationToken) : session.TrainEpoch(new Lines(this, null), cancellationToken);
        logger.LogInformation(
            "Epoch {Epoch}: train loss {TrainLoss:F4}, train accuracy {TrainAccuracy:P2}, test loss {TestLoss:F4}, test accuracy {TestAccuracy:P2}",
            result.Epoch,
            result.Train.Loss,
            result.Train.Accuracy,
            result.Test.Loss,
            result.Test.Accuracy);
        return result;
    }

    private EpochResult ShowBar(TrainingSession session, CancellationToken cancellationToken) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => session.TrainEpoch(new Lines(this, context.AddTask($"epoch {session.Epoch + 1}", maxValue: images)), cancellationToken));

    private void Log(TrainingProgress progress)
    {
        // On a terminal the bar shows it; a line of the log would tear the bar, so the console's level keeps it out.
        logger.Log(
            _isTerminal ? LogLevel.Debug : LogLevel.Information,
            "Epoch {Epoch}: {Images}/{All} images, loss {Loss:F4}",
            progress.Epoch,
            progress.Images,
            images,
            progress.Loss);
    }

    private sealed class Lines(EpochDisplay display, ProgressTask? bar) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step % display.LogInterval == 0)
                display.Log(value);
            if (bar is null)
                return;
            bar.Value = value.Images;
            double rate = bar.Speed ?? 0;
            bar.Description = string.Create(
                CultureInfo.InvariantCulture, $"epoch {value.Epoch}  loss {value.Loss:F4}  {rate:F0} images/s");
        }
    }

    private int LogInterval => logInterval;
}
