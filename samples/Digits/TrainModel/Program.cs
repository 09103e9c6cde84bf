using Binnacle.Jobs;
using Binnacle.Jobs.Integrations;
using Digits.TrainModel;

return await JobHost.Create("train_model")
    .UseLogging("logging.yaml")
    .UseOptuna()
    .RunAsync<TrainModelConfig>(args, TrainModelJob.RunAsync);
