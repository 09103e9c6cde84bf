// Measures what bench/README.md shows: dotnet run -c Release --project bench/Binnacle.Bench -- start|threads|sweep|logging
using Binnacle.Bench;

Func<Task>? bench = args switch
{
    ["start"] => StartBench.RunAsync,
    ["threads"] => ThreadsBench.RunAsync,
    ["sweep"] => SweepBench.RunAsync,
    ["logging"] => LoggingBench.RunAsync,
    _ => null,
};
if (bench is null)
{
    Console.Error.WriteLine("expected one of: start, threads, sweep, logging");
    return 2;
}

Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
await bench();
return 0;
