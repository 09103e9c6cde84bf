namespace Binnacle.Configuration;

/// <summary>A resolver inside the library: its value may be a container into which keys can reach.</summary>
internal delegate Resolved InternalResolver(ResolverCall call);
