namespace Binnacle.Configuration;

/// <summary>Computes the value of <c>${name:arguments}</c>.</summary>
/// <param name="call">The arguments, and access to the tree around the call.</param>
/// <returns>The value; containers are used as they are, and interpolations inside them are resolved.</returns>
public delegate ConfigNode ResolverFunction(ResolverCall call);
