namespace Binnacle.Server.Api;

/// <summary>What a client is told when the disk cannot be used: the kind of fault, never a path of this machine.</summary>
internal static class StorageFault
{
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = 112;

    public static string Describe(Exception error) => error switch
    {
        UnauthorizedAccessException => "The server may not write to its store.",
        IOException { HResult: var code } when (code & 0xFFFF) is NoSpaceOnUnix or NoSpaceOnWindows => "The server's disk is full; nothing was stored.",
        FileNotFoundException or DirectoryNotFoundException => "The server's store is not there.",
        _ => "The server cannot use its store now.",
    };
}
