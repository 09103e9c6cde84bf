namespace Binnacle.Jobs;

/// <summary>Sets environment variables and the current directory for the time of a job.</summary>
internal sealed class JobEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);
    private readonly string? _directoryBefore;

    public JobEnvironment(IEnumerable<KeyValuePair<string, string?>> variables, string? directory)
    {
        foreach (var (name, value) in variables)
        {
            _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        if (directory is null)
            return;
        _directoryBefore = Environment.CurrentDirectory;
        Environment.CurrentDirectory = directory;
    }

    public void Dispose()
    {
        if (_directoryBefore is not null)
            Environment.CurrentDirectory = _directoryBefore;
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
