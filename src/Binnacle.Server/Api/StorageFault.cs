using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>What a client is told when the disk cannot be used: the kind of fault, never a path of this machine.</summary>
internal static class StorageFault
{
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = 112;

    /// <summary>Whether a store tells of its disk or database, with the place of it.</summary>
    public static bool IsOne(TrackingException error) =>
        error is { InnerException: not null, ErrorCode: ErrorCodes.TemporarilyUnavailable or ErrorCodes.InternalError };

    public static string Describe(Exception error) => error switch
    {
        TrackingException { InnerException: IOException or UnauthorizedAccessException } => Describe(error.InnerException),
        TrackingException => WithoutPlace(error.Message),
        UnauthorizedAccessException => "The server may not write to its store.",
        IOException { HResult: var code } when (code & 0xFFFF) is NoSpaceOnUnix or NoSpaceOnWindows => "The server's disk is full; nothing was stored.",
        FileNotFoundException or DirectoryNotFoundException => "The server's store is not there.",
        _ => "The server cannot use its store now.",
    };

    /// <summary>What a store says after the place that it begins with.</summary>
    private static string WithoutPlace(string message)
    {
        string reason = message[(message.LastIndexOf(": ", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : 0)..];
        return reason.AsSpan().IndexOfAny('/', '\\') < 0 ? $"The server cannot use its store now: {reason}" : "The server cannot use its store now.";
    }
}
