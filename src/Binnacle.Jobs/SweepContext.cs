using System.Globalization;

namespace Binnacle.Jobs;

/// <summary>The sweep that a job belongs to.</summary>
public sealed record SweepContext
{
    /// <summary>The environment variable that names a sweep's tag.</summary>
    public const string TagVariable = "MLFLOW_HPTUNING_TAG";

    /// <summary>The sweep's folder (<c>multirun/DATE/TIME</c>), absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The moment at which the sweep began, the same for all its jobs.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The job's number in the sweep, from 0.</summary>
    public required int JobNumber { get; init; }

    /// <summary>
    /// Marks the runs of one sweep: the value of <c>MLFLOW_HPTUNING_TAG</c> where the sweep was started, or else the epoch
    /// seconds of <see cref="StartedAt"/>.
    /// </summary>
    public required string Tag { get; init; }

    /// <summary>Tags for the job's run besides <see cref="Tag"/>, e.g. which trial of which study it is. None by default.</summary>
    public IReadOnlyDictionary<string, string> RunTags { get; init; } = NoTags;

    internal static IReadOnlyDictionary<string, string> NoTags { get; } = new Dictionary<string, string>();

    /// <summary>The tag of a sweep that begins at <paramref name="startedAt"/> in this process.</summary>
    public static string TagFor(DateTimeOffset startedAt) =>
        Environment.GetEnvironmentVariable(TagVariable) is { Length: > 0 } tag
            ? tag
            : startedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
