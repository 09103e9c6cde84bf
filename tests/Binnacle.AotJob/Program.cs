using Binnacle.AotJob;
using Binnacle.Jobs;

return await JobHost.Create("aot_job").RunAsync<AotJobConfig>(args, Job.RunAsync);
