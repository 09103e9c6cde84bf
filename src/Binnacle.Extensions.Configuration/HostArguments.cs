namespace Binnacle.Extensions.Configuration;

/// <summary>Tells the overrides among the arguments of a host, which has arguments of its own (<c>--urls http://localhost:5000</c>).</summary>
public static class HostArguments
{
    /// <summary>
    /// The arguments that are overrides: not those that begin with <c>-</c> or <c>/</c>, and not the value that follows
    /// <c>--key</c> when it has no <c>=</c>, as the host reads them too.
    /// </summary>
    /// <param name="args">The program's arguments.</param>
    public static IReadOnlyList<string> Overrides(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        List<string> overrides = [];
        bool isValue = false;
        foreach (string arg in args)
        {
            bool isOption = arg.StartsWith('-') || arg.StartsWith('/');
            if (!isOption && !isValue)
                overrides.Add(arg);
            isValue = isOption && !arg.Contains('=', StringComparison.Ordinal);
        }

        return overrides;
    }
}
