namespace Binnacle.Configuration;

/// <summary>The files of one directory of the search path.</summary>
internal sealed class ConfigFolder
{
    public ConfigFolder(DirectorySource source)
    {
        Source = source;
        Walk("");
    }

    public DirectorySource Source { get; }

    /// <summary>Paths of the configs, without an ending, sorted.</summary>
    public List<string> Configs { get; } = [];

    /// <summary>Paths of the other files, relative to the folder.</summary>
    public List<string> OtherFiles { get; } = [];

    /// <summary>Paths of links that lead back to a folder around them.</summary>
    public List<string> CyclicLinks { get; } = [];

    private void Walk(string group)
    {
        string folder = Source.FolderOf(group);
        if (!Directory.Exists(folder))
            return;
        foreach (string file in Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".yaml", StringComparison.Ordinal))
                Configs.Add(Below(group, file[..^".yaml".Length]));
            else
                OtherFiles.Add(Below(group, file));
        }

        CyclicLinks.AddRange(Source.CyclicLinks(group).Select(name => Below(group, name)));
        foreach (string name in Source.Groups(group).Where(name => name[0] != '.' && name != "__pycache__").Order(StringComparer.Ordinal))
            Walk(Below(group, name));
    }

    private static string Below(string group, string name) => group.Length == 0 ? name : $"{group}/{name}";
}
