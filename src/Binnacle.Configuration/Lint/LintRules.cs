namespace Binnacle.Configuration;

/// <summary>The names of the lint's rules.</summary>
public static class LintRules
{
    /// <summary>A file is not UTF-8 or not valid YAML, or an interpolation in it is malformed.</summary>
    public const string Yaml = "yaml";

    /// <summary>A file of another ending, which no composition ever reads.</summary>
    public const string UnknownFile = "unknown-file";

    /// <summary>A link to a folder in which it lies itself.</summary>
    public const string CyclicLink = "cyclic-link";

    /// <summary>A <c># @package</c> header that is not read, because something precedes it, or that is taken literally.</summary>
    public const string PackageHeader = "package-header";

    /// <summary>A key with a dot, which no override and no interpolation can name.</summary>
    public const string UnreachableKey = "unreachable-key";

    /// <summary>A defaults list that is malformed or names a config that no source has.</summary>
    public const string DefaultsList = "defaults-list";

    /// <summary>A config group that no defaults list names.</summary>
    public const string UnusedGroup = "unused-group";

    /// <summary>A config at the root of which the primary configs make no use.</summary>
    public const string UnusedConfig = "unused-config";

    /// <summary>A file that an earlier source of the search path hides.</summary>
    public const string ShadowedFile = "shadowed-file";

    /// <summary>Values that another config always replaces.</summary>
    public const string ShadowedValue = "shadowed-value";

    /// <summary>The configuration does not compose, or the composition warns.</summary>
    public const string Composition = "composition";

    /// <summary>An option of a config group with which the configuration does not compose.</summary>
    public const string Option = "option";

    /// <summary>An interpolation of a key that does not exist.</summary>
    public const string Interpolation = "interpolation";

    /// <summary>An interpolation calls a resolver that is not known.</summary>
    public const string Resolver = "resolver";

    /// <summary>A value that does not fit the program's type.</summary>
    public const string Type = "type";

    /// <summary>A key that the program's type does not know, or a required one that no config gives.</summary>
    public const string UnknownKey = "unknown-key";
}
