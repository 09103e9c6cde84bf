using Binnacle.Configuration;
using Binnacle.Jobs;
using Binnacle.Testing;
using Digits.Data.Idx;
using Digits.ProcessData;
using Microsoft.Extensions.Logging;

namespace Digits.Data.Tests;

public sealed class ProcessDataJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_run_draws_and_writes_and_the_second_finds_all_up_to_date()
    {
        string first = await Run();
        Assert.Contains("drew 6000 training and 1000 test images", first, StringComparison.Ordinal);
        Assert.Contains("Wrote ", first, StringComparison.Ordinal);
        Assert.Equal([20, 28, 28], IdxReader.Read(_folder["batch-infer", "digits.idx3-ubyte.gz"]).Shape);

        string second = await Run();
        Assert.DoesNotContain("drew", second, StringComparison.Ordinal);
        Assert.Contains("processed is up to date: 6000 training and 1000 test images", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_raw_file_ends_the_job_with_its_name()
    {
        _folder.Write("raw/train-images-idx3-ubyte.gz", "<html>not found</html>");
        foreach (string name in new[] { "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" })
            _folder.Write($"raw/{name}.gz", "x");
        var fault = await Assert.ThrowsAsync<DataException>(Run);
        string path = _folder["raw", "train-images-idx3-ubyte.gz"];
        Assert.Equal($"{path}: not an IDX file: expected a magic number 00 00 TT DD, found 3C68746D.", fault.Message);
        Assert.False(Directory.Exists(_folder["processed"]));
    }

    private async Task<string> Run()
    {
        using var log = new StringWriter();
        using var logging = LoggingConfiguration.FromFile(
            RepositoryRoot.Combine("samples", "Digits", "conf", "logging.yaml"),
            new LoggingOptions { LogDirectory = _folder["logs"], StandardOutput = log });
        Assert.Empty(logging.Faults);
        using ILoggerFactory loggers = logging.CreateLoggerFactory();
        var config = new ProcessDataConfig
        {
            RawDataDirPath = _folder["raw"],
            ProcessedDataDirPath = _folder["processed"],
            BatchInferDirPath = _folder["batch-infer"],
            LogDir = _folder["logs"],
        };
        await ProcessDataJob.RunAsync(config, new JobContext
        {
            JobName = "process_data",
            OutputDirectory = _folder.Path,
            WorkingDirectory = _folder.Path,
            Config = MapNode.Empty,
            LoggerFactory = loggers,
            CancellationToken = TestContext.Current.CancellationToken,
            Overrides = [],
        });
        return log.ToString();
    }
}
