using System.Globalization;

namespace Binnacle.Tracking;

internal sealed partial class FileModelRegistry
{
    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(string name, IReadOnlyList<string>? stages = null, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            ModelFolder folder = Find(name);
            string[] wanted = [.. (stages ?? []).Select(ModelStages.Parse)];
            return (IReadOnlyList<ModelVersion>)[.. LatestVersions(folder, wanted).Select(version => WithAliases(folder, version))];
        },
        cancellationToken);

    public Task<ModelVersion> CreateModelVersionAsync(ModelVersionCreation creation, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelFolder folder = Find(creation.Name);
            CheckTags(creation.Tags, ModelRules.CheckVersionTag);
            long now = store.Now;
            int number = folder.VersionNumbers().DefaultIfEmpty().Max() + 1;
            folder.WriteVersion(new ModelVersion
            {
                Name = creation.Name,
                Version = number,
                CreationTime = now,
                LastUpdateTime = now,
                Description = creation.Description,
                Source = creation.Source,
                StorageLocation = creation.StorageLocation ?? creation.Source,
                RunId = creation.RunId,
                RunLink = creation.RunLink,
                Tags = creation.Tags,
            });
            Touch(folder, now);
            return WithAliases(folder, folder.ReadVersion(number));
        },
        cancellationToken);

    public Task<ModelVersion> GetModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        store.Run(() => FindVersion(name, version).Version, cancellationToken);

    public Task<ModelVersion> UpdateModelVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default) =>
        ChangeVersionAsync(name, version, (_, meta) => meta["description"] = description, cancellationToken);

    public Task<ModelVersion> TransitionModelVersionStageAsync(
        string name, int version, string stage, bool archiveExisting = false, CancellationToken cancellationToken = default)
    {
        return ChangeVersionAsync(name, version, Change, cancellationToken);

        void Change(ModelFolder folder, MetaMap meta)
        {
            string official = ModelStages.Parse(stage);
            ModelRules.CheckArchiving(official, archiveExisting);
            long now = store.Now;
            foreach (int other in archiveExisting ? folder.VersionNumbers().ToArray() : [])
            {
                if (other != version && folder.ReadVersion(other).CurrentStage == official)
                    folder.ChangeVersion(other, archived => SetStage(archived, ModelStages.Archived, now));
            }

            SetStage(meta, official, now);
            Touch(folder, now);
        }
    }

    public Task DeleteModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelFolder folder = FindVersion(name, version).Folder;
            foreach ((string alias, int target) in folder.Aliases())
            {
                if (target == version)
                    ValueFolder.Delete(folder.AliasesPath, alias);
            }

            folder.ChangeVersion(version, meta => SetStage(meta, ModelStages.Deleted, store.Now));
            WriteAliases(folder);
            Touch(folder, store.Now);
            return true;
        },
        cancellationToken);

    public Task<PagedList<ModelVersion>> SearchModelVersionsAsync(ModelQuery query, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            ModelRules.CheckPage(query.MaxResults, ModelRules.MostVersions);
            return new ModelSearch<ModelVersion>(query, ModelFilterSchema.Versions, ValueOf, query.OrderBy.Count == 0 ? NewestFirst : ByName)
                .Page(Folders().SelectMany(folder => folder.Versions()));
        },
        cancellationToken);

    public Task SetModelVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelRules.CheckVersionTag(tag);
            ModelFolder folder = FindVersion(name, version).Folder;
            ValueFolder.Set(folder.VersionTagsPath(version), tag.Key, tag.Value, folder.Path);
            return true;
        },
        cancellationToken);

    public Task DeleteModelVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) =>
        WriteAsync(() => ValueFolder.Delete(FindVersion(name, version).Folder.VersionTagsPath(version), Checked(key)), cancellationToken);

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelRules.CheckAlias(alias);
            ModelFolder folder = FindVersion(name, version).Folder;
            ValueFolder.Set(folder.AliasesPath, alias, version.ToString(CultureInfo.InvariantCulture), folder.Path);
            WriteAliases(folder);
            return true;
        },
        cancellationToken);

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) => WriteAsync(
        () =>
        {
            ModelRules.CheckAlias(alias);
            ModelFolder folder = Find(name);
            ValueFolder.Delete(folder.AliasesPath, alias);
            WriteAliases(folder);
            return true;
        },
        cancellationToken);

    public Task<ModelVersion> GetModelVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default) => store.Run(
        () => Find(name).Aliases().TryGetValue(alias, out int version) ? FindVersion(name, version).Version : throw ModelRules.NoAlias(alias), cancellationToken);

    private Task<ModelVersion> ChangeVersionAsync(string name, int version, Action<ModelFolder, MetaMap> change, CancellationToken cancellationToken) => WriteAsync(
        () =>
        {
            ModelFolder folder = FindVersion(name, version).Folder;
            folder.ChangeVersion(version, meta =>
            {
                meta["last_updated_timestamp"] = store.Now;
                change(folder, meta);
            });
            return WithAliases(folder, folder.ReadVersion(version));
        },
        cancellationToken);

    private static void SetStage(MetaMap meta, string stage, long now) => (meta["current_stage"], meta["last_updated_timestamp"]) = (stage, now);

    private (ModelFolder Folder, ModelVersion Version) FindVersion(string name, int version)
    {
        ModelRules.CheckName(name);
        ModelFolder folder = FolderOf(name);
        ModelVersion? found = File.Exists(folder.VersionMetaPath(version)) ? folder.ReadVersion(version) : null;
        return found is not null && found.CurrentStage != ModelStages.Deleted ? (folder, WithAliases(folder, found)) : throw ModelRules.NoVersion(name, version);
    }

    /// <summary>MLflow keeps the aliases twice: as files, which count, and in the model's map.</summary>
    private static void WriteAliases(ModelFolder folder) => folder.Change(meta =>
    {
        MetaMap aliases = new();
        foreach ((string alias, int version) in folder.Aliases())
            aliases[alias] = version.ToString(CultureInfo.InvariantCulture);
        meta["aliases"] = aliases;
    });

    private static void Touch(ModelFolder folder, long now) => folder.Change(meta => meta["last_updated_timestamp"] = now);

    private static ModelVersion WithAliases(ModelFolder folder, ModelVersion version) =>
        version with { Aliases = [.. folder.Aliases().Where(alias => alias.Value == version.Version).Select(alias => alias.Key)] };

    private static int NewestFirst(ModelVersion left, ModelVersion right)
    {
        int newest = Nullable.Compare(right.LastUpdateTime, left.LastUpdateTime);
        return newest != 0 ? newest : ByName(left, right);
    }

    private static int ByName(ModelVersion left, ModelVersion right)
    {
        int name = CodePointOrder.Instance.Compare(left.Name, right.Name);
        return name != 0 ? name : right.Version.CompareTo(left.Version);
    }

    private static FieldValue ValueOf(ModelVersion version, FilterKey key) => (key.Entity, key.Name) switch
    {
        (FilterEntity.Tag, _) => FieldValue.Of(version.Tags.GetValueOrDefault(key.Name)),
        (_, "name") => FieldValue.Of(version.Name),
        (_, "run_id") => FieldValue.Of(version.RunId),
        (_, "source_path") => FieldValue.Of(version.Source),
        (_, "version_number") => FieldValue.Of((double?)version.Version),
        (_, "creation_timestamp") => FieldValue.Of((double?)version.CreationTime),
        _ => FieldValue.Of((double?)version.LastUpdateTime),
    };
}
