using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Logs what came of each job: its values, or its error.</summary>
public sealed class LogJobReturnCallback : IJobCallback
{
    internal const string Name = "hydra.experimental.callbacks.LogJobReturnCallback";

    /// <inheritdoc/>
    public Task OnJobEndAsync(MapNode config, JobContext context, JobReturn result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        ILogger logger = context.LoggerFactory.CreateLogger(Name);
        if (result.Status == JobStatus.Completed)
            logger.LogInformation("Succeeded with return value: {Value}", Text(result.Values));
        else
            logger.LogError("{Status}: {Error}", result.Status, result.Error);
        return Task.CompletedTask;
    }

    private static string Text(IReadOnlyList<double> values) => values.Count switch
    {
        0 => "None",
        1 => PythonText.Of(values[0]),
        _ => $"[{string.Join(", ", values.Select(PythonText.Of))}]",
    };
}
