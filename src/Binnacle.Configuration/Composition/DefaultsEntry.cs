namespace Binnacle.Configuration;

/// <summary>One entry of a defaults list while the tree is built.</summary>
internal sealed class DefaultsEntry
{
    private string? _package;
    private string? _header;

    /// <summary>The group of the entry; null for a config entry (<c>- path</c>) and for <c>_self_</c>.</summary>
    public string? Group { get; init; }

    /// <summary>The path of a config entry, or <c>_self_</c>.</summary>
    public string? ConfigPath { get; set; }

    /// <summary>The chosen option; null for none (<c>group: null</c>).</summary>
    public string? Option { get; set; }

    /// <summary>The chosen options of a multi-select; null when the choice is a single name.</summary>
    public IReadOnlyList<string>? Options { get; set; }

    public bool IsOptional { get; init; }

    public bool IsOverride { get; set; }

    /// <summary>Came from the command line: <c>+group=option</c>.</summary>
    public bool IsAppended { get; init; }

    public bool IsPrimary { get; init; }

    public bool IsDeleted { get; set; }

    public Origin? Origin { get; init; }

    /// <summary>The override of the command line, or the <c>override</c> entry, that made the choice; null where the entry itself did.</summary>
    public Origin? ChosenBy { get; set; }

    /// <summary>The package written in the entry; <c>_here_</c> is the empty one.</summary>
    public string? Package
    {
        get => _package;
        init => _package = value == "_here_" ? "" : value;
    }

    public string ParentGroup { get; private set; } = "";

    public string ParentPackage { get; private set; } = "";

    public bool IsSelf => ConfigPath == "_self_";

    public bool IsGroup => Group is not null;

    public bool IsMissing => Option == ScalarNode.MissingText;

    public bool IsInterpolation => (Group is null ? ConfigPath : Option)?.Contains("${", StringComparison.Ordinal) ?? false;

    /// <summary>The option, or the path of a config entry; null for no choice.</summary>
    public string? Name => Group is null ? ConfigPath : Option;

    public void SetName(string name)
    {
        if (Group is null)
            ConfigPath = name;
        else
            Option = name;
    }

    /// <summary>Says in which group and package the list stands that holds the entry.</summary>
    public void Place(string parentGroup, string parentPackage)
    {
        ParentGroup = parentGroup;
        ParentPackage = parentPackage;
        if (_package is not null && _package.Contains("_group_", StringComparison.Ordinal))
            _package = "_global_." + _package.Replace("_group_", DefaultPackage, StringComparison.Ordinal);
    }

    /// <summary>Replaces the words <c>_group_</c> and <c>_name_</c> of the entry's package, as versions below 1.2 did.</summary>
    public void ReplaceLegacyWords()
    {
        if (_package is not null)
            _package = WithoutLegacyWords(_package);
    }

    /// <summary>A package with <c>_group_</c> and <c>_name_</c> replaced by the group and the option.</summary>
    public string WithoutLegacyWords(string package) => package
        .Replace("_group_", DefaultPackage, StringComparison.Ordinal)
        .Replace("_name_", Name?[(Name.LastIndexOf('/') + 1)..] ?? "", StringComparison.Ordinal);

    /// <summary>A header's package is absolute.</summary>
    public void SetHeader(string package) => _header = package switch
    {
        "" or "_global_" => "_global_",
        _ when package.StartsWith("_global_.", StringComparison.Ordinal) => package,
        _ => "_global_." + package,
    };

    /// <summary>The full path of the group; for a config entry the folder of its path.</summary>
    public string GroupPath
    {
        get
        {
            string relative = RelativeGroup;
            bool absolute = (Group ?? ConfigPath)!.StartsWith('/');
            return absolute || ParentGroup.Length == 0 ? relative : relative.Length == 0 ? ParentGroup : $"{ParentGroup}/{relative}";
        }
    }

    /// <summary>The full path of the config.</summary>
    public string Path
    {
        get
        {
            if (Group is not null)
                return $"{GroupPath}/{Option}";
            string path = ConfigPath!;
            return path.StartsWith('/') ? path[1..] : ParentGroup.Length == 0 ? path : $"{ParentGroup}/{path}";
        }
    }

    public string FinalPackage => PackageOf(useHeader: true);

    /// <summary>The key that overrides the choice: the group, with its package where that is not the usual one.</summary>
    public string OverrideKey
    {
        get
        {
            string package = PackageOf(useHeader: false);
            return package == DefaultPackage ? GroupPath : $"{GroupPath}@{(package.Length == 0 ? "_global_" : package)}";
        }
    }

    private string DefaultPackage => GroupPath.Replace('/', '.');

    private string RelativeGroup
    {
        get
        {
            if (Group is not null)
                return WithoutSlash(Group);
            string path = WithoutSlash(ConfigPath!);
            int slash = path.LastIndexOf('/');
            return slash < 0 ? "" : path[..slash];
        }
    }

    private string PackageOf(bool useHeader)
    {
        string package = _package ?? (useHeader ? _header : null) ?? RelativeGroup.Replace('/', '.');
        string full = ParentPackage.Length == 0 ? package : package.Length == 0 ? ParentPackage : $"{ParentPackage}.{package}";
        int global = full.AsSpan().LastIndexOf("_global_");
        return global < 0 ? full : AfterGlobal(full[(global + "_global_".Length)..]);
    }

    private static string AfterGlobal(string package) => package.StartsWith('.') ? package[1..] : package;

    private static string WithoutSlash(string path) => path.StartsWith('/') ? path[1..] : path;
}
