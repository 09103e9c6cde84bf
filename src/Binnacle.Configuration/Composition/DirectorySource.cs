using System.Collections.Concurrent;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>Configs in a directory of YAML files.</summary>
/// <remarks>A file is parsed again only when its time or length has changed since.</remarks>
public sealed class DirectorySource : IConfigSource
{
    private readonly string _directory;
    private readonly string _path;
    private readonly ConcurrentDictionary<string, ParsedFile> _parsed = new(StringComparer.Ordinal);

    /// <param name="provider">Who brought the directory in.</param>
    /// <param name="directory">The directory; a relative one counts from the current directory.</param>
    public DirectorySource(string provider, string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        Provider = provider;
        _path = directory;
        _directory = System.IO.Path.GetFullPath(directory);
    }

    /// <inheritdoc/>
    public string Provider { get; }

    /// <inheritdoc/>
    public string Path => "file://" + _path.Replace('\\', '/');

    /// <inheritdoc/>
    public bool IsAvailable => Directory.Exists(_directory);

    /// <inheritdoc/>
    public LoadedConfig? Load(string configPath)
    {
        string file = FileOf(configPath);
        var info = new FileInfo(file);
        if (!info.Exists)
            return null;
        if (_parsed.TryGetValue(file, out ParsedFile? known) && known.Written == info.LastWriteTimeUtc && known.Length == info.Length)
            return known.Config;
        LoadedConfig config = Read(file);
        _parsed[file] = new ParsedFile(info.LastWriteTimeUtc, info.Length, config);
        return config;
    }

    /// <inheritdoc/>
    public bool ConfigExists(string configPath) => File.Exists(FileOf(configPath));

    /// <inheritdoc/>
    public bool GroupExists(string group) => Directory.Exists(FolderOf(group));

    /// <inheritdoc/>
    public IEnumerable<string> Options(string group)
    {
        string folder = FolderOf(group);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml").Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
            : [];
    }

    /// <inheritdoc/>
    public IEnumerable<string> Groups(string group)
    {
        string folder = FolderOf(group);
        return Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateDirectories().Where(child => !LeadsBack(child, group)).Select(child => child.Name)
            : [];
    }

    /// <summary>Where a group lies, or would lie.</summary>
    internal string FolderOf(string group) => System.IO.Path.Combine(_directory, group);

    /// <summary>What stands where a config was looked for and is none, in words; null when nothing does.</summary>
    internal string? Instead(string configPath)
    {
        string file = FileOf(configPath), other = System.IO.Path.ChangeExtension(file, ".yml");
        if (Directory.Exists(file))
            return $"'{Shown(file)}' is a folder; a config is a file.";
        return file.EndsWith(".yaml", StringComparison.Ordinal) && File.Exists(other) ? $"'{Shown(other)}' is not read: rename it to {System.IO.Path.GetFileName(file)}." : null;
    }

    /// <summary>A file or folder below the directory as its user would name it.</summary>
    internal string ShownPath(string relative) => Shown(System.IO.Path.Combine(_directory, relative));

    /// <summary>Names of the links in a group that lead back to a folder around them; they are no groups.</summary>
    internal IEnumerable<string> CyclicLinks(string group) => Directory.Exists(FolderOf(group))
        ? new DirectoryInfo(FolderOf(group)).EnumerateDirectories().Where(child => LeadsBack(child, group)).Select(child => child.Name)
        : [];

    /// <summary>A link to a folder in which it lies is no group: whoever walks the groups would not come to an end.</summary>
    private bool LeadsBack(DirectoryInfo child, string group)
    {
        if (child.LinkTarget is null)
            return false;
        string? target = RealPath(child);
        string folder = _directory;
        List<string?> around = [RealPath(new DirectoryInfo(folder))];
        foreach (string part in group.Split('/', StringSplitOptions.RemoveEmptyEntries))
            around.Add(RealPath(new DirectoryInfo(folder = System.IO.Path.Combine(folder, part))));
        return target is null || around.Any(path => path is not null && IsWithin(path, target));
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(folder) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Where a folder really lies; null for a link that leads nowhere.</summary>
    private static string? RealPath(DirectoryInfo folder)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static LoadedConfig Read(string file)
    {
        string shown = Shown(file);
        try
        {
            string text = YamlReader.Decode(YamlReader.ReadBytes(file, shown), shown);
            return new LoadedConfig(YamlReader.Parse(text, shown), ConfigHeader.PackageOf(text, shown), shown);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{shown}: the file cannot be read: {error.Message}", new Origin(shown), error);
        }
    }

    private string FileOf(string configPath)
    {
        bool named = configPath.EndsWith(".yaml", StringComparison.Ordinal) || configPath.EndsWith(".yml", StringComparison.Ordinal);
        return System.IO.Path.Combine(_directory, named ? configPath : configPath + ".yaml");
    }

    /// <summary>The file as its user would name it: relative to the current directory where it lies below.</summary>
    private static string Shown(string file)
    {
        string relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? file : relative;
    }

    private sealed record ParsedFile(DateTime Written, long Length, LoadedConfig Config);
}
