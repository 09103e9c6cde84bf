using System.Text;

namespace Binnacle.Configuration;

/// <summary>Configs in a directory of YAML files.</summary>
public sealed class DirectorySource : IConfigSource
{
    private readonly string _directory;

    /// <param name="provider">Who brought the directory in.</param>
    /// <param name="directory">The directory; a relative one counts from the current directory.</param>
    public DirectorySource(string provider, string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        Provider = provider;
        _directory = System.IO.Path.GetFullPath(directory);
    }

    /// <inheritdoc/>
    public string Provider { get; }

    /// <inheritdoc/>
    public string Path => "file://" + _directory.Replace('\\', '/');

    /// <inheritdoc/>
    public bool IsAvailable => Directory.Exists(_directory);

    /// <inheritdoc/>
    public LoadedConfig? Load(string configPath)
    {
        string file = FileOf(configPath);
        if (!File.Exists(file))
            return null;
        string shown = Shown(file);
        try
        {
            byte[] head = new byte[2048];
            int length;
            using (FileStream stream = File.OpenRead(file))
                length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            MapNode node = YamlReader.ReadFile(file, shown);
            return new LoadedConfig(node, ConfigHeader.PackageOf(Encoding.UTF8.GetString(head, 0, length), shown), shown);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{shown}: the file cannot be read: {error.Message}", new Origin(shown), error);
        }
    }

    /// <inheritdoc/>
    public bool ConfigExists(string configPath) => File.Exists(FileOf(configPath));

    /// <inheritdoc/>
    public bool GroupExists(string group) => Directory.Exists(System.IO.Path.Combine(_directory, group));

    /// <inheritdoc/>
    public IEnumerable<string> Options(string group)
    {
        string folder = System.IO.Path.Combine(_directory, group);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml").Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
            : [];
    }

    private string FileOf(string configPath) =>
        System.IO.Path.Combine(_directory, configPath.EndsWith(".yaml", StringComparison.Ordinal) ? configPath : configPath + ".yaml");

    /// <summary>The file as its user would name it: relative to the current directory where it lies below.</summary>
    private static string Shown(string file)
    {
        string relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? file : relative;
    }
}
