namespace Binnacle.Configuration;

/// <summary>Looks through a whole configuration for faults, before a run meets them one by one.</summary>
/// <remarks>
/// Every file is read, every defaults list is followed, each primary config is composed as it is and with each option of its groups.
/// Nothing is thrown for a fault of the configuration: all of them are told at once. See <see cref="LintRules"/>.
/// </remarks>
public static class ConfigLint
{
    /// <summary>The findings.</summary>
    /// <exception cref="ConfigException">An override of the request is malformed, or a config that it names does not exist.</exception>
    public static LintReport Run(LintRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new LintPass(request).Run();
    }
}
