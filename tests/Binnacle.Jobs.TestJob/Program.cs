using System.Globalization;
using Binnacle.Jobs;
using Binnacle.Jobs.Integrations;
using Binnacle.Jobs.TestJob;

// The tests of a second Ctrl+C set a grace time that no test outlives.
double grace = double.Parse(Environment.GetEnvironmentVariable("TEST_JOB_GRACE") ?? "2", CultureInfo.InvariantCulture);

// A job whose behaviour its configuration chooses (the key `action`); the tests run it as a real program.
return await JobHost.Create("my_app")
    .UseConfigName("config")
    .UseConfigPath("conf")
    .UseGraceTime(TimeSpan.FromSeconds(grace))
    .UseOptuna()
    .RunAsync(args, Actions.RunAsync);
