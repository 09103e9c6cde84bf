namespace Binnacle.Tracking;

/// <summary>The disk of the root folder; on Windows the drive of the working directory.</summary>
internal sealed class DiskProbe : ISystemProbe
{
    private const double Megabyte = 1e6;
    private readonly DriveInfo? _drive = Open();

    public IEnumerable<(string Name, double Value)> Measure()
    {
        if (Read() is not { } disk)
            yield break;
        yield return ("disk_usage_percentage", disk.Used + disk.Available > 0 ? 100 * disk.Used / (disk.Used + disk.Available) : 0);
        yield return ("disk_usage_megabytes", disk.Used / Megabyte);
        yield return ("disk_available_megabytes", disk.Available / Megabyte);
    }

    private static DriveInfo? Open()
    {
        string? root = OperatingSystem.IsWindows() ? Path.GetPathRoot(Environment.CurrentDirectory) : "/";
        return string.IsNullOrEmpty(root) || root.StartsWith(@"\\", StringComparison.Ordinal) ? null : new DriveInfo(root);
    }

    private (double Used, double Available)? Read()
    {
        try
        {
            return _drive is null ? null : (_drive.TotalSize - _drive.TotalFreeSpace, _drive.AvailableFreeSpace);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
