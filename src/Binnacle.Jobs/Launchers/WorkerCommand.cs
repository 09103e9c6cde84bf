namespace Binnacle.Jobs;

/// <summary>How a worker process of a program is started: <c>FileName Arguments… WorkerArgument JOBFILE</c>.</summary>
/// <param name="FileName">The built program, or <c>dotnet</c>.</param>
/// <param name="Arguments">What stands before the worker's own arguments, e.g. the program's <c>.dll</c>.</param>
public sealed record WorkerCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>The command that starts the running program again; null when the system does not tell it.</summary>
    public static WorkerCommand? OfThisProgram()
    {
        if (Environment.ProcessPath is not { } program)
            return null;
        bool isDotnet = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isDotnet ? new WorkerCommand(program, Path.GetFullPath(Environment.GetCommandLineArgs()[0])) : new WorkerCommand(program);
    }
}
