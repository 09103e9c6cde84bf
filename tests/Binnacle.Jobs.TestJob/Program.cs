using Binnacle.Jobs;
using Binnacle.Jobs.Integrations;
using Binnacle.Jobs.TestJob;

// A job whose behaviour its configuration chooses (the key `action`); the tests run it as a real program.
return await JobHost.Create("my_app")
    .UseConfigName("config")
    .UseConfigPath("conf")
    .UseGraceTime(TimeSpan.FromSeconds(2))
    .UseOptuna()
    .RunAsync(args, Actions.RunAsync);
