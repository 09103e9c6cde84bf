using Binnacle.Jobs;
using Digits.BatchInfer;

return await JobHost.Create("batch_infer")
    .UseLogging("logging.yaml")
    .RunAsync<BatchInferConfig>(args, BatchInferJob.RunAsync);
