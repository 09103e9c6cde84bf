namespace Binnacle.Tracking;

/// <summary>The model registry in the folder <c>models</c> of a file store.</summary>
internal sealed partial class FileModelRegistry(FileTrackingStore store) : IModelRegistryStore
{
    private string Folder => Path.Combine(store.Folder, "models");

    public Task<RegisteredModel> CreateRegisteredModelAsync(
        string name, string? description = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelRules.CheckName(name);
            CheckTags(tags, ModelRules.CheckModelTag);
            if (FolderOf(name).Exists)
                throw ModelRules.NameTaken(name);
            ModelFolder scratch = new(AtomicFile.Scratch(Folder));
            long now = store.Now;
            scratch.Write(new RegisteredModel { Name = name, Description = description, CreationTime = now, LastUpdateTime = now, Tags = tags ?? new Dictionary<string, string>() });
            Directory.Move(scratch.Path, FolderOf(name).Path);
            return Complete(FolderOf(name));
        },
        cancellationToken);

    public Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        store.Run(() => Complete(Find(name)), cancellationToken);

    public Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelFolder folder = Find(name);
            folder.Change(meta =>
            {
                meta["description"] = description;
                meta["last_updated_timestamp"] = store.Now;
            });
            return Complete(folder);
        },
        cancellationToken);

    public Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelRules.CheckName(newName);
            ModelFolder folder = Find(name), target = FolderOf(newName);
            if (newName != name && target.Exists)
                throw ModelRules.NameTaken(newName);
            long now = store.Now;
            Rename(folder.Change, newName, now);
            foreach (int version in folder.VersionNumbers().ToArray())
                Rename(change => folder.ChangeVersion(version, change), newName, now);
            if (newName != name)
                Directory.Move(folder.Path, target.Path);
            return Complete(target);
        },
        cancellationToken);

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            store.Erase(Find(name).Path);
            return true;
        },
        cancellationToken);

    public Task<PagedList<RegisteredModel>> SearchRegisteredModelsAsync(ModelQuery query, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            ModelRules.CheckPage(query.MaxResults, ModelRules.MostModels);
            return new ModelSearch<RegisteredModel>(query, ModelFilterSchema.Models, ValueOf, (left, right) => CodePointOrder.Instance.Compare(left.Name, right.Name))
                .Page(Folders().Select(Complete));
        },
        cancellationToken);

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelRules.CheckName(name);
            ModelRules.CheckModelTag(tag);
            ModelFolder folder = Find(name);
            ValueFolder.Set(folder.TagsPath, tag.Key, tag.Value, folder.Path);
            return true;
        },
        cancellationToken);

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        WriteAsync(() => ValueFolder.Delete(Find(name).TagsPath, Checked(key)), cancellationToken);

    private static void Rename(Action<Action<MetaMap>> change, string newName, long now) => change(meta =>
    {
        meta["name"] = newName;
        meta["last_updated_timestamp"] = now;
    });

    private static string Checked(string key)
    {
        NameRules.CheckTag(key);
        return key;
    }

    private static void CheckTags(IReadOnlyDictionary<string, string>? tags, Action<Tag> check)
    {
        foreach ((string key, string value) in tags ?? new Dictionary<string, string>())
            check(new Tag(key, value));
    }

    private Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken) => store.Run(
        () =>
        {
            Directory.CreateDirectory(Folder);
            using FolderLock _ = FolderLock.Acquire(Folder);
            return write();
        },
        cancellationToken);

    private IEnumerable<ModelFolder> Folders() => !Directory.Exists(Folder) ? [] : Directory.EnumerateDirectories(Folder)
        .Select(path => new ModelFolder(path)).Where(folder => folder.Exists && Path.GetFileName(folder.Path)[0] != '.');

    private ModelFolder FolderOf(string name) => new(Path.Combine(Folder, name));

    private ModelFolder Find(string name)
    {
        ModelRules.CheckName(name);
        ModelFolder folder = FolderOf(name);
        return folder.Exists ? folder : throw ModelRules.NoModel(name);
    }

    private static RegisteredModel Complete(ModelFolder folder) => folder.Read() with { LatestVersions = LatestVersions(folder, []) };

    private static ModelVersion[] LatestVersions(ModelFolder folder, IReadOnlyCollection<string> stages) =>
        [.. folder.Versions().GroupBy(version => version.CurrentStage, StringComparer.Ordinal)
            .Where(stage => stages.Count == 0 || stages.Contains(stage.Key))
            .Select(stage => stage.MaxBy(version => version.Version)!).OrderBy(version => version.Version)];

    private static FieldValue ValueOf(RegisteredModel model, FilterKey key) => (key.Entity, key.Name) switch
    {
        (FilterEntity.Tag, _) => FieldValue.Of(model.Tags.GetValueOrDefault(key.Name)),
        (_, "name") => FieldValue.Of(model.Name),
        (_, "creation_timestamp") => FieldValue.Of((double?)model.CreationTime),
        _ => FieldValue.Of((double?)model.LastUpdateTime),
    };
}
