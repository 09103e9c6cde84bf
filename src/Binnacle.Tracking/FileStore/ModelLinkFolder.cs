namespace Binnacle.Tracking;

/// <summary>The logged models that a run reads (in <c>inputs/</c>, beside its data sets) and made (<c>outputs/</c>), as MLflow 3 keeps them.</summary>
internal sealed class ModelLinkFolder(RunFolder run)
{
    private string OutputsPath => Path.Combine(run.Path, "outputs");

    public void AddInput(string modelId) => WriteOnce(modelId, Path.Combine(run.InputsPath, RunFolder.HashId(modelId + run.Id)), new MetaMap
    {
        // MLflow's file store writes the model's id as destination too.
        ["destination_id"] = modelId,
        ["destination_type"] = "RUN",
        ["source_id"] = modelId,
        ["source_type"] = "MODEL",
        ["tags"] = new MetaMap(),
    });

    public void AddOutput(ModelOutput output) => WriteOnce(output.ModelId, Path.Combine(OutputsPath, output.ModelId), new MetaMap
    {
        ["destination_id"] = output.ModelId,
        ["destination_type"] = "MODEL_OUTPUT",
        ["source_id"] = output.ModelId,
        ["source_type"] = "RUN_OUTPUT",
        ["step"] = output.Step,
        ["tags"] = new MetaMap(),
    });

    public IReadOnlyList<string> Inputs(Action<string> warn) =>
        [.. Read(run.InputsPath, "source_type", "MODEL", warn).Select(link => MetaFileReader.Text(link.Meta, "source_id", link.Path))];

    public IReadOnlyList<ModelOutput> Outputs(Action<string> warn) =>
        [.. Read(OutputsPath, "destination_type", "MODEL_OUTPUT", warn).Select(link => new ModelOutput(
            MetaFileReader.Text(link.Meta, "destination_id", link.Path), MetaFileReader.Number(link.Meta, "step", link.Path) ?? 0))];

    private static IEnumerable<(MetaMap Meta, string Path)> Read(string folder, string key, string type, Action<string> warn)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (string link in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            string path = Path.Combine(link, ExperimentFolder.MetaFile);
            MetaMap meta;
            try
            {
                meta = MetaFileReader.Read(path);
                if (MetaFileReader.Text(meta, key, path) != type)
                    continue;
            }
            catch (TrackingException error)
            {
                warn(error.Message + " The model is left out.");
                continue;
            }

            yield return (meta, path);
        }
    }

    private static void WriteOnce(string modelId, string folder, MetaMap meta)
    {
        if (!NameRules.IsId(modelId, 64))
            throw TrackingException.Invalid($"Invalid model id '{modelId}'.");
        Directory.CreateDirectory(folder);
        AtomicFile.Create(Path.Combine(folder, ExperimentFolder.MetaFile), MetaYaml.Write(meta));
    }
}
