using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>One version of a registered model.</summary>
public sealed record ModelVersion
{
    /// <summary>Name of the registered model.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When it was made, in milliseconds since 1970 (UTC); null in old stores.</summary>
    public long? CreationTime { get; init; }

    /// <summary>When it last changed; null in old stores.</summary>
    public long? LastUpdateTime { get; init; }

    /// <summary>Description in Markdown; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it; null when unknown.</summary>
    public string? UserId { get; init; }

    /// <summary>One of <see cref="ModelStages"/>.</summary>
    public string CurrentStage { get; init; } = ModelStages.None;

    /// <summary>URI of the model's files, as it was given; null in stores that hold none.</summary>
    public string? Source { get; init; }

    /// <summary>Where the files are when <see cref="Source"/> only points at them; null when it is the same.</summary>
    public string? StorageLocation { get; init; }

    /// <summary>The run that made it; null when none was given.</summary>
    public string? RunId { get; init; }

    /// <summary>The logged model of MLflow 3 that it was made from; null when none is known. Databases do not keep it.</summary>
    public string? ModelId { get; init; }

    /// <summary>Link to the run; null when none was given.</summary>
    public string? RunLink { get; init; }

    /// <summary>How far the registration has come: <c>READY</c>, <c>PENDING_REGISTRATION</c> or <c>FAILED_REGISTRATION</c>.</summary>
    public string Status { get; init; } = "READY";

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The aliases that point at it. Not filled in the results of searches, as in MLflow.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The number of a version in a request.</summary>
    /// <exception cref="TrackingException">The text is no integer.</exception>
    public static int ParseNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw TrackingException.Invalid($"Parameter 'version' must be an integer, got '{text}'.");
}
