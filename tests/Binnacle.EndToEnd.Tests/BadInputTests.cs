using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>What a user gets wrong, or a machine: a message on stderr, no stack trace, a non-zero exit code, nothing half written.</summary>
public sealed class BadInputTests(DigitsData data)
{
    [Fact]
    public async Task An_unknown_override_is_refused_with_the_nearest_name()
    {
        using Workspace workspace = new(data);

        (await workspace.TrainAsync("train_bz=16")).RefusedWith("train_bz", "'train_bs'");

        Assert.Empty(workspace.RunFolders("outputs"));
        Assert.False(Directory.Exists(workspace["mlruns"]));
    }

    [Fact]
    public async Task An_unknown_key_of_the_file_is_refused_with_its_place_and_the_nearest_name()
    {
        using Workspace workspace = new(data);
        string conf = workspace.CopyConf(text => text.Replace("epochs: 5\n", "epochs: 5\nepoks: 6\n", StringComparison.Ordinal));

        (await workspace.TrainAsync("--config-path", conf)).RefusedWith("train_model.yaml:19:", "epoks", "'epochs'");
    }

    [Fact]
    public async Task A_wrong_type_in_the_file_is_refused_with_its_place()
    {
        using Workspace workspace = new(data);
        string conf = workspace.CopyConf(text => text.Replace("lr: 1.3", "lr: fast", StringComparison.Ordinal));

        (await workspace.TrainAsync("--config-path", conf)).RefusedWith("train_model.yaml:9:5", "lr", "expected a number", "'fast'");
    }

    [Fact]
    public async Task Every_wrong_override_is_named_at_once()
    {
        using Workspace workspace = new(data);

        (await workspace.TrainAsync("epochs=many", "dry_run=maybe", "train_bs=0")).RefusedWith("override 'epochs=many': ", "override 'dry_run=maybe': ", "override 'train_bs=0': ");

        Assert.False(Directory.Exists(workspace["mlruns"]));
    }

    [Theory]
    [InlineData("lr=[1,2")]
    [InlineData("lr=")]
    [InlineData("=5")]
    [InlineData("lr")]
    public async Task A_malformed_override_is_refused(string text)
    {
        using Workspace workspace = new(data);

        Outcome outcome = await workspace.TrainAsync(text);

        Assert.InRange(outcome.ExitCode, 1, 2);
        Assert.Contains(text, outcome.WithoutStackTrace().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_YAML_is_refused_with_its_place()
    {
        using Workspace workspace = new(data);
        string conf = workspace.CopyConf(text => text.Replace("seed: 1111", "seed: [1111", StringComparison.Ordinal));

        (await workspace.TrainAsync("--config-path", conf)).RefusedWith("train_model.yaml:");
    }

    [Fact]
    public async Task Missing_data_names_the_command_that_makes_it()
    {
        using Workspace workspace = new(data);

        Outcome outcome = await SampleProgram.TrainModel.RunAsync(workspace.Path);

        outcome.RefusedWith("data", "dotnet run --project samples/Digits/ProcessData");
        Assert.DoesNotContain(await workspace.RunsAsync(), run => run.Info.Status == RunStatus.Running);
    }

    [Fact]
    public async Task A_damaged_processed_set_is_named()
    {
        using Workspace workspace = new(data);
        Directory.CreateDirectory(workspace["data", "processed"]);
        foreach (string file in Directory.EnumerateFiles(data.SmallProcessed))
            File.Copy(file, workspace["data", "processed", Path.GetFileName(file)]);
        string images = Assert.Single(Directory.EnumerateFiles(workspace["data", "processed"], "train-images*"));
        using (FileStream stream = File.OpenWrite(images))
            stream.SetLength(stream.Length - 1);

        (await SampleProgram.TrainModel.RunAsync(workspace.Path)).RefusedWith(Path.GetFileName(images), "damaged");
    }

    [Fact]
    public async Task A_folder_without_write_permission_is_named()
    {
        using Workspace workspace = new(data);
        Directory.CreateDirectory(workspace["locked"]);
        using var locked = WriteProtection.Of(workspace["locked"]);

        using RunningProgram training = SampleProgram.TrainModel.StartBy(
            locked.Starter, workspace["locked"], [], workspace.OnSmallData("epochs=1"));

        (await training.WaitAsync(TimeSpan.FromMinutes(1))).RefusedWith(workspace["locked"], "denied");
    }

    [Fact]
    public async Task A_checkpoint_folder_without_write_permission_is_named_and_the_run_fails()
    {
        using Workspace workspace = new(data);
        Directory.CreateDirectory(workspace["models"]);
        using var locked = WriteProtection.Of(workspace["models"]);

        using RunningProgram training = SampleProgram.TrainModel.StartBy(locked.Starter, workspace.Path, [], workspace.OnSmallData("epochs=1"));

        (await training.WaitAsync(TimeSpan.FromMinutes(1))).RefusedWith(workspace["models"], "denied");
        Assert.Equal(RunStatus.Failed, (await workspace.OnlyRunAsync()).Info.Status);
    }

    [Fact]
    public async Task A_store_without_write_permission_is_reported_and_training_goes_on()
    {
        using Workspace workspace = new(data);
        Directory.CreateDirectory(workspace["mlruns"]);
        using var locked = WriteProtection.Of(workspace["mlruns"]);

        using RunningProgram training = SampleProgram.TrainModel.StartBy(locked.Starter, workspace.Path, [], workspace.OnSmallData("epochs=1"));

        Outcome outcome = (await training.WaitAsync(TimeSpan.FromMinutes(1))).Succeeded().WithoutStackTrace();
        Assert.Contains("mlruns", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_full_disk_the_training_fails_its_last_checkpoint_stays_and_it_can_be_resumed()
    {
        using Workspace workspace = new(data);
        await using var disk = await SmallDisk.MountAsync(workspace["models"], megabytes: 4);
        using RunningProgram training = workspace.StartTraining("epochs=100000");
        await training.UntilAsync(() => training.Output.Contains("Epoch 2: train loss", StringComparison.Ordinal), "the second epoch");
        string filler = workspace["models", "filler"];
        disk.Fill(filler);

        Outcome outcome = await training.WaitAsync(TimeSpan.FromMinutes(1));

        outcome.RefusedWith("No space left on device");
        Run failed = await workspace.OnlyRunAsync();
        Assert.Equal(RunStatus.Failed, failed.Info.Status);
        int epoch = int.Parse(workspace.Checkpoints(failed.Info.RunId)[^1][^4..], CultureInfo.InvariantCulture);
        File.Delete(filler);
        (await workspace.TrainAsync("resume=true", "epochs=1")).Succeeded();
        Assert.Equal(epoch + 1, (await workspace.OnlyRunAsync()).Metrics["test_loss"].Step);
    }

    [Fact]
    public async Task On_a_full_disk_data_are_not_half_prepared()
    {
        using Workspace workspace = new(data);
        await using var disk = await SmallDisk.MountAsync(workspace["disk"], megabytes: 1);
        string processed = workspace["disk", "processed"];

        Outcome outcome = await SampleProgram.ProcessData.RunAsync(
            workspace.Path, $"raw_data_dir_path={data.SmallRaw}", $"processed_data_dir_path={processed}");

        outcome.RefusedWith("No space left on device");
        Assert.False(File.Exists(Path.Combine(processed, "manifest.json")));
    }

    [Fact]
    public async Task The_port_is_5000_unless_another_is_given()
    {
        using Workspace workspace = new(data);
        using TcpListener other = new(IPAddress.Loopback, 5000);
        try
        {
            other.Start();
        }
        catch (SocketException)
        {
            // Another program has it already, which serves as well.
        }

        (await SampleProgram.Cli.RunAsync(workspace.Path, "ui")).RefusedWith("5000", "in use", "--port");
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        using Workspace workspace = new(data);
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        string port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        (await SampleProgram.Cli.RunAsync(workspace.Path, "ui", "--port", port)).RefusedWith(port, "in use", "--port");
    }
}
