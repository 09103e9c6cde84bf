namespace Binnacle.Tracking;

/// <summary>A data set that runs read. Inside an experiment it is identified by name and digest.</summary>
/// <param name="Name">Name, at most 500 characters.</param>
/// <param name="Digest">Fingerprint of the content, at most 36 characters.</param>
/// <param name="SourceType">Kind of source, for example <c>local</c> or <c>s3</c>.</param>
/// <param name="Source">Where it comes from, usually JSON.</param>
/// <param name="Schema">Its columns, usually JSON; null when unknown.</param>
/// <param name="Profile">Summary such as row counts, usually JSON; null when unknown.</param>
public sealed record Dataset(string Name, string Digest, string SourceType, string Source, string? Schema = null, string? Profile = null);
