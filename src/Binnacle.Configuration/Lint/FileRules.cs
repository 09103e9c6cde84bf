namespace Binnacle.Configuration;

/// <summary>What can be told of each file by itself.</summary>
internal sealed class FileRules(LintRequest request, IReadOnlyList<ConfigFolder> folders, LintFindings findings)
{
    private static readonly string[] Documents = [".md", ".rst", ".txt", ".py", ".pyi", ".pyc"];

    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    /// <summary>The configs that could be read, by their paths; of files with one path only the first.</summary>
    public Dictionary<string, LoadedConfig> Configs { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of configs that were read, faulty ones included.</summary>
    public int Count { get; private set; }

    public void Check()
    {
        foreach (ConfigFolder folder in folders)
        {
            foreach (string path in folder.Configs)
                CheckConfig(folder, path);
            foreach (string file in folder.OtherFiles)
                CheckOther(folder, file);
            foreach (string link in folder.CyclicLinks)
                Add(LintRules.CyclicLink, LintSeverity.Warning, At(folder, link), "the link leads back to a folder in which it lies, and is no config group.");
        }
    }

    /// <summary>True for a file at the root that is no config, such as the layout of a log.</summary>
    public bool IsOther(string configPath) => _others.Contains(configPath);

    private void CheckConfig(ConfigFolder folder, string path)
    {
        bool isOther = request.OtherFiles.Contains(path + ".yaml");
        LoadedConfig config;
        Count++;
        try
        {
            if (folder.Source.Load(path) is not { } loaded)
                return;
            config = loaded;
        }
        catch (ConfigException error)
        {
            findings.Add(LintRules.Yaml, LintSeverity.Error, error, At(folder, path + ".yaml"));
            return;
        }

        if (isOther || IsLoggingLayout(config.Map))
        {
            Count--;
            _others.Add(path);
            return;
        }

        if (Configs.TryAdd(path, config))
        {
            HeaderRule.Check(folder.Source, path, config, request.VersionBase, findings);
            CheckKeys(config.Map, isRoot: true);
        }
        else
        {
            Add(LintRules.ShadowedFile, LintSeverity.Warning, At(folder, path + ".yaml"), $"{Configs[path].Location} is found before it, so nothing in it takes effect.");
        }
    }

    private void CheckOther(ConfigFolder folder, string file)
    {
        string ending = Path.GetExtension(file), name = Path.GetFileName(file);
        if (name[0] == '.' || Documents.Contains(ending) || ending.Length == 0 || request.OtherFiles.Contains(file))
            return;
        bool isMeant = ending is ".yml" or ".YAML" or ".YML" or ".Yaml";
        if (isMeant && ending == ".yml" && VersionBase.IsLegacy(request.VersionBase))
            return;
        Add(
            LintRules.UnknownFile,
            isMeant ? LintSeverity.Warning : LintSeverity.Note,
            At(folder, file),
            "no composition reads the file: configs end in .yaml.",
            isMeant ? $"Rename it to {Path.GetFileNameWithoutExtension(file)}.yaml." : null);
    }

    /// <summary>A key with a dot was most likely meant as a path where it stands at the root or beside the map that it names.</summary>
    private void CheckKeys(ConfigNode node, bool isRoot)
    {
        foreach (var (key, value) in node as MapNode ?? MapNode.Empty)
        {
            if (key.Value is string text && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < text.Length - 1
                && (isRoot || ((MapNode)node).ContainsKey(text[..dot])))
            {
                findings.Add(new LintFinding(
                    LintRules.UnreachableKey, LintSeverity.Warning, key.Origin ?? value.Origin,
                    $"the key '{text}' is one key with a dot in its name, which no override and no interpolation can name.",
                    $"Write '{text[..dot]}:' and, below it, '{text[(dot + 1)..]}:'.") { Length = text.Length });
            }

            if (!(isRoot && key == "hydra"))
                CheckKeys(value, isRoot: false);
        }
    }

    /// <summary>A file in the form of Python's dictConfig lies beside the configs by custom.</summary>
    private static bool IsLoggingLayout(MapNode map) =>
        map.ContainsKey("version") && !map.ContainsKey("defaults") && (map.ContainsKey("handlers") || map.ContainsKey("formatters") || map.ContainsKey("loggers"));

    private static Origin At(ConfigFolder folder, string file) => new(folder.Source.ShownPath(file));

    private void Add(string rule, LintSeverity severity, Origin place, string message, string? hint = null) =>
        findings.Add(new LintFinding(rule, severity, place, message, hint));
}
