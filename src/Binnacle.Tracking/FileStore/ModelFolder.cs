using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>The folder of one registered model: <c>meta.yaml</c>, <c>tags/</c>, <c>aliases/</c> and a folder <c>version-N</c> for each version.</summary>
internal sealed class ModelFolder(string path)
{
    private const string VersionPrefix = "version-";

    public string Path { get; } = path;

    public string MetaPath => Combine(ExperimentFolder.MetaFile);

    public string TagsPath => Combine("tags");

    public string AliasesPath => Combine("aliases");

    public bool Exists => File.Exists(MetaPath);

    /// <summary>The registered model without its latest versions.</summary>
    public RegisteredModel Read()
    {
        MetaMap meta = MetaFileReader.Read(MetaPath);
        return new RegisteredModel
        {
            Name = MetaFileReader.Text(meta, "name", MetaPath),
            CreationTime = MetaFileReader.Number(meta, "creation_timestamp", MetaPath),
            LastUpdateTime = MetaFileReader.Number(meta, "last_updated_timestamp", MetaPath),
            Description = TextOrNull(meta, "description", MetaPath),
            Tags = ValueFolder.Read(TagsPath),
            Aliases = Aliases(),
        };
    }

    public Dictionary<string, int> Aliases()
    {
        Dictionary<string, int> aliases = new(StringComparer.Ordinal);
        foreach ((string alias, string text) in ValueFolder.Read(AliasesPath).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version))
                aliases[alias] = version;
        }

        return aliases;
    }

    /// <summary>Every number that was given, to deleted versions too.</summary>
    public IEnumerable<int> VersionNumbers()
    {
        if (!Directory.Exists(Path))
            yield break;
        foreach (string folder in Directory.EnumerateDirectories(Path, VersionPrefix + "*"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(folder)[VersionPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                yield return number;
        }
    }

    /// <summary>The versions that were not deleted.</summary>
    public IEnumerable<ModelVersion> Versions() => VersionNumbers().Select(ReadVersion).Where(version => version.CurrentStage != ModelStages.Deleted);

    public string VersionPath(int version) => Combine(VersionPrefix + version.ToString(CultureInfo.InvariantCulture));

    public string VersionTagsPath(int version) => System.IO.Path.Combine(VersionPath(version), "tags");

    public string VersionMetaPath(int version) => System.IO.Path.Combine(VersionPath(version), ExperimentFolder.MetaFile);

    /// <summary>A version with its tags, without aliases.</summary>
    public ModelVersion ReadVersion(int version)
    {
        string path = VersionMetaPath(version);
        MetaMap meta = MetaFileReader.Read(path);
        return new ModelVersion
        {
            Name = MetaFileReader.Text(meta, "name", path),
            Version = version,
            CreationTime = MetaFileReader.Number(meta, "creation_timestamp", path),
            LastUpdateTime = MetaFileReader.Number(meta, "last_updated_timestamp", path),
            Description = TextOrNull(meta, "description", path),
            UserId = TextOrNull(meta, "user_id", path),
            // YAML reads the stage None as a text or as nothing, depending on who wrote it.
            CurrentStage = TextOrNull(meta, "current_stage", path) ?? ModelStages.None,
            Source = TextOrNull(meta, "source", path),
            StorageLocation = TextOrNull(meta, "storage_location", path),
            RunId = TextOrNull(meta, "run_id", path),
            RunLink = TextOrNull(meta, "run_link", path),
            ModelId = TextOrNull(meta, "model_id", path),
            Status = TextOrNull(meta, "status", path) ?? "READY",
            StatusMessage = TextOrNull(meta, "status_message", path),
            Tags = ValueFolder.Read(VersionTagsPath(version)),
        };
    }

    public void Change(Action<MetaMap> change) => Change(MetaPath, change);

    public void ChangeVersion(int version, Action<MetaMap> change) => Change(VersionMetaPath(version), change);

    public void Write(RegisteredModel model)
    {
        Directory.CreateDirectory(Path);
        foreach ((string key, string value) in model.Tags)
            ValueFolder.Set(TagsPath, key, value, Path);
        MetaMap meta = new()
        {
            ["aliases"] = new MetaMap(),
            ["creation_timestamp"] = model.CreationTime,
            ["description"] = model.Description,
            ["last_updated_timestamp"] = model.LastUpdateTime,
            ["name"] = model.Name,
        };
        AtomicFile.Replace(MetaPath, MetaYaml.Write(meta), Path);
    }

    public void WriteVersion(ModelVersion version)
    {
        Directory.CreateDirectory(VersionPath(version.Version));
        foreach ((string key, string value) in version.Tags)
            ValueFolder.Set(VersionTagsPath(version.Version), key, value, Path);
        MetaMap meta = new()
        {
            ["aliases"] = new List<object?>(),
            ["creation_timestamp"] = version.CreationTime,
            ["current_stage"] = version.CurrentStage,
            ["description"] = version.Description,
            ["last_updated_timestamp"] = version.LastUpdateTime,
            ["name"] = version.Name,
            ["run_id"] = version.RunId,
            ["run_link"] = version.RunLink,
            ["source"] = version.Source,
            ["status"] = version.Status,
            ["status_message"] = version.StatusMessage,
            ["storage_location"] = version.StorageLocation,
            ["user_id"] = version.UserId,
            ["version"] = (long)version.Version,
        };
        AtomicFile.Replace(VersionMetaPath(version.Version), MetaYaml.Write(meta), Path);
    }

    private void Change(string path, Action<MetaMap> change)
    {
        MetaMap meta = MetaFileReader.Read(path);
        change(meta);
        AtomicFile.Replace(path, MetaYaml.Write(meta), Path);
    }

    private static string? TextOrNull(MetaMap meta, string field, string path) =>
        meta.GetValueOrDefault(field) is null ? null : MetaFileReader.Text(meta, field, path);

    private string Combine(string name) => System.IO.Path.Combine(Path, name);
}
