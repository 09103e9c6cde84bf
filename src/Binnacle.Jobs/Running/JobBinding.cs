using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Binds the user's code to a resolved configuration: what is returned runs the job with it.</summary>
/// <exception cref="ConfigException">The configuration does not fit the job's record.</exception>
internal delegate Func<JobContext, Task<JobResult>> JobBinding(MapNode config);
