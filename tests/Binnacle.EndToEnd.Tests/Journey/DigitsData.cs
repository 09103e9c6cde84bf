using Binnacle.EndToEnd.Tests;
using Binnacle.Testing;

[assembly: AssemblyFixture(typeof(DigitsData))]

namespace Binnacle.EndToEnd.Tests;

/// <summary>The data of all tests, made once by <c>ProcessData</c>: the set that it draws, and a small one cut from it.</summary>
public sealed class DigitsData : IAsyncLifetime
{
    public const int SmallTrainCount = 320;
    public const int SmallTestCount = 100;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder in which <c>ProcessData</c> drew its data set, below <c>data</c>.</summary>
    public string DrawnFolder => _folder["drawn"];

    /// <summary>What <c>ProcessData</c> said while it drew.</summary>
    internal Outcome Drawing { get; private set; } = new(0, "", "");

    /// <summary>The small raw data set.</summary>
    public string SmallRaw => _folder["small", "data", "raw"];

    /// <summary>The small data set, processed.</summary>
    public string SmallProcessed => _folder["small", "data", "processed"];

    /// <summary>Images for <c>BatchInfer</c>.</summary>
    public string Images => _folder["small", "data", "batch-infer"];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(DrawnFolder);
        Drawing = await SampleProgram.ProcessData.RunAsync(DrawnFolder);
        Drawing.Succeeded();
        RawDigits.Cut(Path.Combine(DrawnFolder, "data", "raw"), SmallRaw, SmallTrainCount, SmallTestCount);
        Outcome small = await SampleProgram.ProcessData.RunAsync(_folder["small"]);
        small.Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
