namespace Binnacle.Tracking;

/// <summary>The use of a data set by a run.</summary>
/// <param name="Dataset">What was read.</param>
/// <param name="Tags">Tags of the use; <see cref="ReservedTags.DatasetContext"/> says what it was used for (training, validation, …).</param>
public sealed record DatasetInput(Dataset Dataset, IReadOnlyDictionary<string, string> Tags);
