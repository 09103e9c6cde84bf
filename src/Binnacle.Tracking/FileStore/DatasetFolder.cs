namespace Binnacle.Tracking;

/// <summary>The data sets of a run: <c>inputs/</c> in the run's folder, each pointing into the experiment's <c>datasets/</c>.</summary>
internal sealed class DatasetFolder(RunFolder run)
{
    public IReadOnlyList<DatasetInput> Read(Action<string> warn)
    {
        if (!Directory.Exists(run.InputsPath))
            return [];

        List<DatasetInput> inputs = [];
        foreach (string folder in Directory.EnumerateDirectories(run.InputsPath).Order(StringComparer.Ordinal))
        {
            try
            {
                if (ReadInput(Path.Combine(folder, ExperimentFolder.MetaFile)) is { } input)
                    inputs.Add(input);
            }
            catch (TrackingException error)
            {
                warn(error.Message + " The data set is left out.");
            }
        }

        return inputs;
    }

    /// <summary>Adds an input unless the run has that data set already.</summary>
    public void Add(DatasetInput input)
    {
        Dataset dataset = input.Dataset;
        string datasetId = RunFolder.HashId(dataset.Name + dataset.Digest);
        WriteOnce(Path.Combine(run.Experiment.DatasetsPath, datasetId), new MetaMap()
        {
            ["digest"] = dataset.Digest,
            ["name"] = dataset.Name,
            ["profile"] = dataset.Profile,
            ["schema"] = dataset.Schema,
            ["source"] = dataset.Source,
            ["source_type"] = dataset.SourceType,
        });

        MetaMap tags = new();
        foreach ((string key, string value) in input.Tags)
            tags[key] = value;
        WriteOnce(Path.Combine(run.InputsPath, RunFolder.HashId(datasetId + run.Id)), new MetaMap()
        {
            // MLflow's file store writes the data set's id as destination too.
            ["destination_id"] = datasetId,
            ["destination_type"] = "RUN",
            ["source_id"] = datasetId,
            ["source_type"] = "DATASET",
            ["tags"] = tags,
        });
    }

    private static void WriteOnce(string folder, MetaMap meta)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Create(Path.Combine(folder, ExperimentFolder.MetaFile), MetaYaml.Write(meta));
    }

    private DatasetInput? ReadInput(string metaPath)
    {
        MetaMap meta = MetaFileReader.Read(metaPath);
        if (MetaFileReader.Text(meta, "source_type", metaPath) != "DATASET")
            return null;

        string source = Path.Combine(run.Experiment.DatasetsPath, MetaFileReader.Text(meta, "source_id", metaPath), ExperimentFolder.MetaFile);
        MetaMap dataset = MetaFileReader.Read(source);
        return new DatasetInput(
            new Dataset(
                MetaFileReader.Text(dataset, "name", source),
                MetaFileReader.Text(dataset, "digest", source),
                MetaFileReader.Text(dataset, "source_type", source),
                MetaFileReader.Text(dataset, "source", source),
                Optional(dataset, "schema", source),
                Optional(dataset, "profile", source)),
            TagsOf(meta));
    }

    private static string? Optional(MetaMap meta, string field, string path) =>
        meta.GetValueOrDefault(field) is null ? null : MetaFileReader.Text(meta, field, path);

    private static Dictionary<string, string> TagsOf(MetaMap meta)
    {
        Dictionary<string, string> tags = [];
        if (meta.GetValueOrDefault("tags") is MetaMap map)
        {
            foreach ((string key, object? value) in map)
                tags[key] = value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        }

        return tags;
    }
}
