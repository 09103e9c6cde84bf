using Binnacle.Tracking;

namespace Binnacle.Server.Live;

/// <summary>The store without regard to who asks; its answers reach only pages that have been admitted by their own store.</summary>
/// <param name="Store">The store.</param>
internal sealed record WholeStore(ITrackingStore Store);
