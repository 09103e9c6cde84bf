using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>A job that fits its configuration and could start now.</summary>
/// <param name="Composed">Its configuration, with the folder in it.</param>
/// <param name="Folder">The folder that the configuration was resolved for, absolute.</param>
/// <param name="Config">The job's own configuration, resolved.</param>
/// <param name="Call">Runs the user's code.</param>
internal sealed record PreparedJob(ComposedJob Composed, string Folder, MapNode Config, Func<JobContext, Task<JobResult>> Call);
