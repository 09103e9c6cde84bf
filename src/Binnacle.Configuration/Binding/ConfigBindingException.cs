namespace Binnacle.Configuration;

/// <summary>A configuration does not fit the type to which it is bound. All its faults are told at once.</summary>
public sealed class ConfigBindingException : ConfigException
{
    /// <param name="faults">The faults, at least one, in the order of the type's members.</param>
    public ConfigBindingException(IReadOnlyList<ConfigFault> faults)
        : base(string.Join('\n', faults), faults.Count > 0 ? faults[0].Origin : null) => Faults = faults;

    /// <summary>The faults, in the order of the type's members.</summary>
    public IReadOnlyList<ConfigFault> Faults { get; }
}
