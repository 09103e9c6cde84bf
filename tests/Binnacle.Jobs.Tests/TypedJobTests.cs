using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Jobs whose configuration is a record.</summary>
public sealed class TypedJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly List<Settings> _seen = [];

    public TypedJobTests() => _folder.Write("conf/train.yaml", "lr: 1.3\ntrain_bs: 32\nlog_dir: ${hydra:runtime.output_dir}\n");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private sealed record Settings
    {
        public double Lr { get; init; }

        public int TrainBs { get; init; }

        public string? LogDir { get; init; }

        public int Epochs { get; init; } = 5;

        public ModelSettings Model { get; init; } = new();
    }

    private sealed record ModelSettings
    {
        public double Dropout { get; init; } = 0.25;
    }

    [Fact]
    public async Task The_configuration_arrives_as_a_record()
    {
        Assert.Equal(0, await RunAsync("lr=0.5"));

        Assert.Equal(new Settings { Lr = 0.5, TrainBs = 32, LogDir = _folder["o"] }, Assert.Single(_seen));
    }

    [Fact]
    public async Task Faults_are_told_together_before_anything_is_written()
    {
        Assert.Equal(1, await RunAsync("lr=fast", "train_bs=1.5", "+epoch=3"));

        Assert.Empty(_seen);
        Assert.False(Directory.Exists(_folder["o"]));
        string error = _error.ToString();
        Assert.Contains("lr: expected a number, found 'fast' (text)", error);
        Assert.Contains("train_bs: expected", error);
        Assert.Contains("epoch: unknown key. Did you mean 'epochs'?", error);
        Assert.DoesNotContain("Error executing job", error);
    }

    [Theory]
    [InlineData("epochs=7")]
    [InlineData("+epochs=7")]
    [InlineData("++epochs=7")]
    public async Task A_key_that_only_the_record_has_can_be_overridden(string argument)
    {
        Assert.Equal(0, await RunAsync(argument));

        Assert.Equal(7, Assert.Single(_seen).Epochs);
        Assert.Equal($"- {argument}\n", File.ReadAllText(_folder["o", ".hydra", "overrides.yaml"]));
    }

    [Fact]
    public async Task Nested_records_make_their_keys_known()
    {
        Assert.Equal(0, await RunAsync("model.dropout=0.5"));

        Assert.Equal(0.5, Assert.Single(_seen).Model.Dropout);
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_refused()
    {
        Assert.Equal(1, await RunAsync("epoch=7"));

        Assert.StartsWith("Could not override 'epoch'.", _error.ToString());
    }

    [Fact]
    public async Task Odd_things_in_the_configuration_are_told_on_stderr()
    {
        _folder.Write("conf/train.yaml", "lr: 1.3\ntrain_bs: 32\nhydra:\n  searchpath: [file://nowhere]\n");

        Assert.Equal(0, await RunAsync());

        Assert.Equal(["warning: provider=hydra.searchpath in main, path=nowhere is not available."], _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task A_fault_of_one_job_of_a_sweep_is_found_before_the_first_runs()
    {
        Assert.Equal(1, await RunAsync("-m", "lr=0.1,fast"));

        Assert.Empty(_seen);
        Assert.Contains("lr: expected a number, found 'fast' (text)", _error.ToString());
    }

    [Fact]
    public async Task A_job_without_a_result_is_a_plain_task()
    {
        int code = await Host().RunAsync<Settings>([.. Folders], (settings, _) =>
        {
            _seen.Add(settings);
            return Task.CompletedTask;
        });

        Assert.Equal(0, code);
        Assert.Single(_seen);
    }

    private string[] Folders => [$"hydra.run.dir={_folder["o"]}", $"hydra.sweep.dir={_folder["m"]}"];

    private JobHost Host() => JobHost.Create("train").UseConfigPath(_folder["conf"]).UseOutput(_output, _error).UseWorkerCommand(null);

    private Task<int> RunAsync(params string[] args) => Host().RunAsync<Settings>([.. args, .. Folders], (settings, _) =>
    {
        _seen.Add(settings);
        return Task.FromResult<JobResult>(settings.Lr);
    });
}
