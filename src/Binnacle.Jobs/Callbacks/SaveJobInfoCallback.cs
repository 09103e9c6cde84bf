using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Writes what came of each job beside its records: <c>.hydra/job_return.json</c>.</summary>
/// <remarks>
/// One object with <c>job</c> (the number in the sweep), <c>status</c>, <c>values</c> and <c>error</c>. The configuration is in
/// <c>config.yaml</c> and <c>hydra.yaml</c> anyway, from which <c>--experimental-rerun</c> runs the job again.
/// </remarks>
public sealed class SaveJobInfoCallback : IJobCallback
{
    internal const string Name = "hydra.experimental.callbacks.PickleJobInfoCallback";

    private const string FileName = "job_return.json";

    /// <inheritdoc/>
    public Task OnJobEndAsync(MapNode config, JobContext context, JobReturn result)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        string records = Path.Combine(context.OutputDirectory, NodePath.Text(NodePath.Find(config, "hydra.output_subdir")) ?? "");
        string file = Path.Combine(records, FileName);
        context.LoggerFactory.CreateLogger(Name).LogInformation("Saving job_return in {File}", file);
        JobReturnFile.Write(file, result);
        return Task.CompletedTask;
    }
}
