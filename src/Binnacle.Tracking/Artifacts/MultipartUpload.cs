namespace Binnacle.Tracking;

/// <summary>An upload in parts that has begun.</summary>
/// <param name="Id">Its id in the store.</param>
/// <param name="PartAddresses">Where each part is sent with PUT; the first is of part 1.</param>
public sealed record MultipartUpload(string Id, IReadOnlyList<Uri> PartAddresses);
