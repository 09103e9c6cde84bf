namespace Binnacle.Bench;

/// <summary>How long TrainModel takes from the start of its process to the first line of its job.</summary>
internal static class StartBench
{
    private const int Runs = 15;

    /// <remarks>
    /// The job is made to refuse in its first line (a resume that names no run), so the whole life of the process is an upper bound of
    /// the time to that line: configuration composed and bound, run folder written, logging up, and the process' end besides.
    /// </remarks>
    public static async Task RunAsync()
    {
        PublishedProgram program = await PublishedProgram.PublishAsync("TrainModel");
        string folder = Directory.CreateTempSubdirectory("binnacle-bench-").FullName;
        Console.WriteLine($"runtime and command line (--version)          {await program.MeasureAsync(Runs, folder, 0, "--version")}");
        Console.WriteLine($"... and the configuration (--cfg job)         {await program.MeasureAsync(Runs, folder, 0, "--cfg", "job")}");
        Console.WriteLine($"... and run folder, logging, the first line   {await program.MeasureAsync(Runs, folder, 1, "resume=true", "setup_mlflow=false")}");
        Directory.Delete(folder, recursive: true);
    }
}
