namespace Binnacle.Jobs;

/// <summary><c>--package</c> names a node that the config does not have.</summary>
internal sealed class PackageNotFoundException(string package) : Exception($"package '{package}' not found in config");
