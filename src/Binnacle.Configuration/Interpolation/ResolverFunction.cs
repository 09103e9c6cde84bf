namespace Binnacle.Configuration;

/// <summary>Computes the value of <c>${name:arguments}</c>.</summary>
/// <param name="call">The arguments, and access to the tree around the call.</param>
/// <returns>The value. It is final: text in it is not resolved again, and keys cannot reach into a map or a list of it.</returns>
public delegate ConfigNode ResolverFunction(ResolverCall call);
