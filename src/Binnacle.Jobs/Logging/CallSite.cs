using System.Diagnostics;

namespace Binnacle.Jobs.Logging;

/// <summary>The place in the source that logged; file and line are known only where the program's symbols are at hand.</summary>
internal sealed record CallSite(string Path, int Line, string Member)
{
    private static readonly CallSite Unknown = new("(unknown file)", 0, "(unknown function)");

    /// <summary>The nearest frame on this thread's stack that is neither the logging framework's nor ours.</summary>
    public static CallSite Find()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            var method = DiagnosticMethodInfo.Create(frame);
            if (method is not null && !IsLogging(method))
                return new(frame.GetFileName() ?? Unknown.Path, frame.GetFileLineNumber(), MemberOf(method));
        }

        return Unknown;
    }

    private static bool IsLogging(DiagnosticMethodInfo method) =>
        method.DeclaringTypeName?.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal) == true
        || method.DeclaringTypeName?.StartsWith(typeof(CallSite).Namespace + ".", StringComparison.Ordinal) == true;

    /// <summary>The written name: the compiler moves bodies of async methods and lambdas into <c>&lt;Name&gt;…</c>.</summary>
    private static string MemberOf(DiagnosticMethodInfo method)
    {
        string compiled = method.Name == "MoveNext" ? method.DeclaringTypeName ?? "" : method.Name;
        int open = compiled.LastIndexOf('<');
        int close = compiled.IndexOf('>', Math.Max(open, 0));
        return open >= 0 && close > open + 1 ? compiled[(open + 1)..close] : method.Name;
    }
}
