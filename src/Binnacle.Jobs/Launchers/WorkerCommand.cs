namespace Binnacle.Jobs;

/// <summary>How a worker process of a program is started: <c>FileName Arguments… WorkerArgument JOBFILE</c>.</summary>
/// <param name="FileName">The built program, or <c>dotnet</c>.</param>
/// <param name="Arguments">What stands before the worker's own arguments, e.g. the program's <c>.dll</c>.</param>
public sealed record WorkerCommand(string FileName, params IReadOnlyList<string> Arguments);
