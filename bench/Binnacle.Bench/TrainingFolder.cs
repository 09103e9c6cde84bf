namespace Binnacle.Bench;

/// <summary>A folder with the drawn data set, and the published program that trains in it.</summary>
internal sealed class TrainingFolder : IDisposable
{
    private TrainingFolder(PublishedProgram program) => Program = program;

    public PublishedProgram Program { get; }

    public string Path { get; } = Directory.CreateTempSubdirectory("binnacle-bench-").FullName;

    public static async Task<TrainingFolder> CreateAsync()
    {
        PublishedProgram data = await PublishedProgram.PublishAsync("ProcessData");
        var folder = new TrainingFolder(await PublishedProgram.PublishAsync("TrainModel"));
        await data.RunAsync(folder.Path, 0, []);
        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
