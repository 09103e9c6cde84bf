using Binnacle.Jobs;
using Digits.ProcessData;

return await JobHost.Create("process_data")
    .UseLogging("logging.yaml")
    .RunAsync<ProcessDataConfig>(args, ProcessDataJob.RunAsync);
