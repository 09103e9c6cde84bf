using Binnacle.Jobs.TestJob;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Runs and sweeps whose folder cannot be written: a message and exit code 1, no stack trace.</summary>
public sealed class UnwritableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public UnwritableFolderTests() => _folder.Write("conf/config.yaml", "action: sum\nx: 1\ny: 2\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_ends_a_run_with_a_message()
    {
        using SmallDisk disk = SmallDisk.Mount("size=64k");
        disk.Fill();

        AssertTold(await TestJobProcess.RunAsync(_folder.Path, $"hydra.run.dir={disk.Path}/o"), "No space left on device", disk.Path);
    }

    [Theory]
    [InlineData("hydra/launcher=basic")]
    [InlineData("hydra/launcher=local")]
    public async Task A_full_disk_ends_a_sweep_with_a_message(string launcher)
    {
        using SmallDisk disk = SmallDisk.Mount("size=64k");
        disk.Fill();

        AssertTold(await TestJobProcess.RunAsync(_folder.Path, "-m", launcher, "x=1,2", $"hydra.sweep.dir={disk.Path}/m"), "No space left on device", disk.Path);
    }

    [Fact]
    public async Task A_read_only_disk_is_named()
    {
        using SmallDisk disk = SmallDisk.Mount("ro");

        AssertTold(await TestJobProcess.RunAsync(_folder.Path, $"hydra.run.dir={disk.Path}/o"), "Read-only file system", disk.Path);
    }

    [Fact]
    public async Task A_folder_without_permission_is_named()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess, "root and Windows do not ask for the permission");
        string locked = Directory.CreateDirectory(_folder["locked"]).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        AssertTold(await TestJobProcess.RunAsync(_folder.Path, "hydra.run.dir=locked/o"), "denied", "locked");
    }

    private static void AssertTold(TestJobOutcome outcome, string reason, string place)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error);
        Assert.Contains(place, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }
}
