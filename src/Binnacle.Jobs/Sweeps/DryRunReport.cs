using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Tells which jobs would run: one line each on standard output, faults on standard error.</summary>
internal sealed class DryRunReport(JobHostOptions options)
{
    private int _jobs;
    private int _faulty;

    /// <summary>Adds a job; its fault is told with its number.</summary>
    public void Add(SweepJob job, Func<PreparedJob> prepare)
    {
        _jobs++;
        string overrides = string.Join(' ', job.Overrides);
        try
        {
            string folder = Path.GetRelativePath(Environment.CurrentDirectory, prepare().Folder).Replace('\\', '/');
            options.Output.WriteLine($"#{Text(job.Number)} {folder} : {overrides}".TrimEnd(' '));
        }
        catch (ConfigException fault)
        {
            _faulty++;
            options.Output.WriteLine($"#{Text(job.Number)} faulty : {overrides}");
            options.Error.WriteLine($"#{Text(job.Number)} : {overrides}\n{fault.Message.TrimEnd()}\n");
        }
    }

    /// <summary>Ends the report.</summary>
    /// <returns>False when a job was faulty.</returns>
    public bool Finish()
    {
        options.Output.WriteLine($"{Text(_jobs)} job{(_jobs == 1 ? "" : "s")}, {Text(_faulty)} faulty; nothing was run.");
        return _faulty == 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
