using System.Diagnostics;
using System.Globalization;

namespace Binnacle.Bench;

/// <summary>Hydra itself, run by a Python that can import it.</summary>
internal sealed class HydraReference
{
    private readonly string _python;

    private HydraReference(string python) => _python = python;

    /// <summary>The reference that <c>--python PATH</c> names; null: none.</summary>
    public static HydraReference? Of(IReadOnlyList<string> options)
    {
        int at = options.ToList().IndexOf("--python");
        return at >= 0 && at + 1 < options.Count ? new HydraReference(options[at + 1]) : null;
    }

    /// <summary>The trivial job of the benchmarks, written for Hydra.</summary>
    public PublishedProgram Job => PublishedProgram.At(_python);

    /// <summary>The arguments that run the trivial job.</summary>
    public string[] Arguments(params string[] arguments) => [Script("trivial_job.py"), .. arguments];

    /// <summary>Milliseconds of one composition in a warm process, the median of several.</summary>
    public async Task<double> ComposeAsync(string folder, IReadOnlyList<string> overrides)
    {
        var start = new ProcessStartInfo(_python, [Script("compose.py"), folder, .. overrides]) { UseShellExecute = false, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{_python} could not run Hydra's composition.");
    }

    private static string Script(string name) => Path.GetFullPath(Path.Combine("bench", "Hydra", name));
}
