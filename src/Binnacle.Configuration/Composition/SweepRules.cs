namespace Binnacle.Configuration;

/// <summary>Where sweeps are allowed among overrides.</summary>
internal static class SweepRules
{
    public static void Validate(IEnumerable<Override> overrides, RunMode mode, bool fromShell)
    {
        foreach (Override item in overrides.Where(item => item.IsSweep))
        {
            if (mode == RunMode.Run)
                throw new ConfigException(item.Value is ChoiceSweep { IsSimple: true } ? Ambiguous(item, fromShell) : $"Sweep parameters '{item.Input}' requires --multirun", item.Origin);
            if (ComposedConfig.IsHydra(item))
                throw new ConfigException($"Sweeping over Hydra's configuration is not supported : '{item.Input}'", item.Origin);
        }
    }

    private static string Ambiguous(Override item, bool fromShell)
    {
        string quoted = fromShell ? @"key=\'value1,value2\'" : "key='value1,value2'";
        return $"Ambiguous value for argument '{item.Input}'\n1. To use it as a list, use key=[value1,value2]\n2. To use it as string, quote the value: {quoted}\n3. To sweep over it, add --multirun to your command line";
    }
}
