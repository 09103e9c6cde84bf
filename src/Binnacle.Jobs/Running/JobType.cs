using System.Diagnostics.CodeAnalysis;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>What can be told of a job's record without a run.</summary>
/// <param name="Faults">What hinders a resolved configuration from being bound to it.</param>
/// <param name="Schema">The schema of the record and of a configuration's groups.</param>
/// <param name="Schemas">The schemas of all its files.</param>
internal sealed record JobType(
    Func<MapNode, IReadOnlyList<ConfigFault>> Faults, Func<ComposedConfig, string> Schema, Func<ComposedConfig, IReadOnlyList<ConfigSchemaFile>> Schemas)
{
    public static JobType Of<[DynamicallyAccessedMembers(JobMembers.Bound)] TConfig>() =>
        new(ConfigBinder.Faults<TConfig>, ConfigJsonSchema.Of<TConfig>, ConfigJsonSchema.Files<TConfig>);
}
