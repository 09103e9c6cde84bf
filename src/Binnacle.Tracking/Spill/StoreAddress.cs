using System.Text.RegularExpressions;

namespace Binnacle.Tracking;

/// <summary>A store's address as it may be written down.</summary>
internal static partial class StoreAddress
{
    private const string Sqlite = "sqlite:///";

    /// <summary>Without a password, and where it names a file from the working directory, with its full path.</summary>
    public static string ToKeep(string uri)
    {
        if (uri.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase) && uri[Sqlite.Length..] is { Length: > 0 } file && file[0] != ':' && !Path.IsPathRooted(file))
            return Sqlite + Path.GetFullPath(file);
        return Password().Replace(uri, "${before}@");
    }

    [GeneratedRegex("^(?<before>[a-z+0-9]+://[^/:@]*):[^/@]*@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Password();
}
