namespace Binnacle.Tracking;

/// <summary>Logged models in the folders of their experiments.</summary>
internal sealed class FileLoggedModels(FileTrackingStore store) : ILoggedModelStore
{
    private const int MaxIdLength = 64;

    public Task<LoggedModel> CreateLoggedModelAsync(LoggedModelCreation creation, CancellationToken cancellationToken = default) =>
        store.Run(() => Create(creation), cancellationToken);

    public Task<LoggedModel> GetLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        store.Run(() => Read(Find(modelId)), cancellationToken);

    public Task<LoggedModel> FinalizeLoggedModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) =>
        ChangeAsync(modelId, meta => meta["status"] = (long)status, cancellationToken);

    public Task DeleteLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) => store.Run(
        () => Find(modelId).Change(meta =>
        {
            meta["lifecycle_stage"] = LifecycleStage.Deleted.ToName();
            meta["last_updated_timestamp"] = store.Now;
        }),
        cancellationToken);

    public Task EraseLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            LoggedModelFolder folder = TryFind(modelId) ?? throw ModelRules.NoLoggedModel(modelId);
            if (!folder.IsDeleted(folder.ReadMeta()))
                throw ModelRules.NotDeleted(modelId);
            store.Erase(folder.Path);
        },
        cancellationToken);

    public Task SetLoggedModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            foreach (Tag tag in tags)
                NameRules.CheckTag(tag.Key);
            LoggedModelFolder folder = FindOfAnyStage(modelId);
            foreach (Tag tag in tags)
                ValueFolder.Set(folder.TagsPath, tag.Key, tag.Value, folder.Path);
        },
        cancellationToken);

    public Task DeleteLoggedModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            NameRules.CheckTag(key);
            if (!ValueFolder.Delete(FindOfAnyStage(modelId).TagsPath, key))
                throw TrackingException.Missing($"No tag with key {JsonText.Quote(key)} found for model with ID {JsonText.Quote(modelId)}.");
        },
        cancellationToken);

    public Task LogLoggedModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            Param[] stored = [.. parameters.Select(param => NameRules.CheckParam(param))];
            LoggedModelFolder folder = FindOfAnyStage(modelId);
            foreach (Param param in stored)
                ValueFolder.Set(folder.ParamsPath, param.Key, param.Value, folder.Path);
        },
        cancellationToken);

    public Task<PagedList<LoggedModel>> SearchLoggedModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default) => store.Run(
        () =>
        {
            ModelRules.CheckPage(query.MaxResults, RunQuery.LargestPage);
            ModelQuery inner = new() { Filter = query.Filter, MaxResults = query.MaxResults, PageToken = query.PageToken };
            ModelSearch<LoggedModel> search = new(inner, ModelFilterSchema.LoggedModels, (model, key) => ValueOf(model, key, query.Datasets), NewestFirst, query.ParseOrder());
            IEnumerable<LoggedModelFolder> folders = query.ExperimentIds.Distinct(StringComparer.Ordinal)
                .Where(id => NameRules.IsId(id, MaxIdLength)).SelectMany(id => store.TryFindExperiment(id) is { } experiment ? Folders(experiment) : []);
            return search.Page(folders.Where(folder => IsIn(query.View, folder)).Select(Read)
                .Where(model => query.Datasets.Count == 0 || model.Metrics.Any(point => IsOn(point, query.Datasets))));
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A folder that was moved still finds the artifacts, beside the model.</remarks>
    public IArtifactStore OpenArtifacts(LoggedModel model)
    {
        if (FileUri.ToPath(model.ArtifactLocation) is { } path && !Directory.Exists(path) && TryFind(model.ModelId) is { } folder)
            return new LocalArtifactStore(folder.ArtifactsPath);
        return LocalArtifactStore.OpenUri(model.ArtifactLocation);
    }

    public LoggedModelFolder Find(string modelId) =>
        TryFind(modelId) is { } folder && !folder.IsDeleted(folder.ReadMeta()) ? folder : throw ModelRules.NoLoggedModel(modelId);

    /// <summary>Tags and parameters of a deleted model may be written, so that a job that still logs does not fail.</summary>
    private LoggedModelFolder FindOfAnyStage(string modelId) => TryFind(modelId) ?? throw ModelRules.NoLoggedModel(modelId);

    private LoggedModel Create(LoggedModelCreation creation)
    {
        string name = creation.Name ?? RunNames.Generate();
        ModelRules.CheckLoggedModelName(name);
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach ((string key, string value) in creation.Params)
            parameters[key] = NameRules.CheckParam(new Param(key, value)).Value;
        foreach (string key in creation.Tags.Keys)
            NameRules.CheckTag(key);
        ExperimentFolder experiment = store.FindActiveExperiment(creation.ExperimentId);
        string id = ModelRules.NewLoggedModelId(creation);
        LoggedModel model = new()
        {
            ModelId = id,
            ExperimentId = creation.ExperimentId,
            Name = name,
            ArtifactLocation = creation.ArtifactLocation ?? FileUri.Append(experiment.Read().ArtifactLocation, $"models/{id}/artifacts"),
            CreationTime = store.Now,
            LastUpdateTime = store.Now,
            ModelType = creation.ModelType,
            SourceRunId = creation.SourceRunId,
            Params = parameters,
            Tags = creation.Tags,
        };
        LoggedModelFolder scratch = new(AtomicFile.Scratch(experiment.Path));
        scratch.Write(model);
        string folder = ModelsPath(experiment);
        Directory.CreateDirectory(folder);
        Directory.Move(scratch.Path, Path.Combine(folder, id));
        return model;
    }

    private Task<LoggedModel> ChangeAsync(string modelId, Action<MetaMap> change, CancellationToken cancellationToken) => store.Run(
        () =>
        {
            LoggedModelFolder folder = Find(modelId);
            folder.Change(meta =>
            {
                change(meta);
                meta["last_updated_timestamp"] = store.Now;
            });
            return Read(folder);
        },
        cancellationToken);

    private LoggedModelFolder? TryFind(string modelId) => !NameRules.IsId(modelId, MaxIdLength) ? null : store.ExperimentFolders()
        .Select(experiment => new LoggedModelFolder(Path.Combine(ModelsPath(experiment), modelId)))
        .FirstOrDefault(folder => File.Exists(folder.MetaPath));

    private static IEnumerable<LoggedModelFolder> Folders(ExperimentFolder experiment) => !Directory.Exists(ModelsPath(experiment)) ? []
        : Directory.EnumerateDirectories(ModelsPath(experiment)).Select(path => new LoggedModelFolder(path)).Where(folder => File.Exists(folder.MetaPath));

    private static string ModelsPath(ExperimentFolder experiment) => Path.Combine(experiment.Path, "models");

    private static bool IsIn(ViewType view, LoggedModelFolder folder) =>
        view == ViewType.All || folder.IsDeleted(folder.ReadMeta()) == (view == ViewType.DeletedOnly);

    private static LoggedModel Read(LoggedModelFolder folder) => folder.Read(folder.ReadMeta());

    private static int NewestFirst(LoggedModel left, LoggedModel right)
    {
        int newest = right.CreationTime.CompareTo(left.CreationTime);
        return newest != 0 ? newest : string.CompareOrdinal(left.ModelId, right.ModelId);
    }

    private static FieldValue ValueOf(LoggedModel model, FilterKey key, IReadOnlyList<ModelDataset> datasets) => (key.Entity, key.Name) switch
    {
        (FilterEntity.Tag, _) => FieldValue.Of(model.Tags.GetValueOrDefault(key.Name)),
        (FilterEntity.Parameter, _) => FieldValue.Of(model.Params.GetValueOrDefault(key.Name)),
        (FilterEntity.Metric, _) => LatestOf(model, key.Name, key.Dataset is { } only ? [only] : datasets),
        (_, "name") => FieldValue.Of(model.Name),
        (_, "model_id") => FieldValue.Of(model.ModelId),
        (_, "model_type") => FieldValue.Of(model.ModelType),
        (_, "source_run_id") => FieldValue.Of(model.SourceRunId),
        (_, "status") => FieldValue.Of(model.Status.ToName()),
        (_, "creation_time" or "creation_timestamp") => FieldValue.Of((double?)model.CreationTime),
        _ => FieldValue.Of((double?)model.LastUpdateTime),
    };

    private static FieldValue LatestOf(LoggedModel model, string key, IReadOnlyList<ModelDataset> datasets)
    {
        Metric[] points = [.. model.Metrics.Where(point => point.Metric.Key == key && (datasets.Count == 0 || IsOn(point, datasets))).Select(point => point.Metric)];
        return points.Length == 0 ? FieldValue.Missing : FieldValue.Of(points.MaxBy(point => (point.Step, point.Timestamp)).Value);
    }

    private static bool IsOn(RunMetric point, IReadOnlyList<ModelDataset> datasets) => datasets.Any(dataset => dataset.Holds(point.Metric.Link));
}
