using Binnacle.Bench.TrivialJob;
using Binnacle.Configuration;
using Binnacle.Jobs;

return await JobHost.Create("trivial_job").RunAsync<TrivialConfig>(args, (config, context) =>
{
    Console.Write(YamlWriter.Write(context.Config));
    return Task.CompletedTask;
});
