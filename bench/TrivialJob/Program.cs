using Binnacle.Bench.TrivialJob;
using Binnacle.Configuration;
using Binnacle.Jobs;

// As the job beside it that is written for Hydra; with `typed` before the overrides it binds a record besides.
JobHost host = JobHost.Create("trivial_job");
return args is ["typed", .. string[] overrides]
    ? await host.RunAsync<TrivialConfig>(overrides, (_, context) => Print(context))
    : await host.RunAsync(args, (_, context) => Print(context));

static Task<JobResult> Print(JobContext context)
{
    Console.Write(YamlWriter.Write(context.Config));
    return Task.FromResult(JobResult.None);
}
