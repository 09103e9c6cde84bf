using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Models;

/// <summary>A model of a run that can be registered.</summary>
/// <param name="Title">What it is called on the page.</param>
/// <param name="Source">Its URI in the registry.</param>
internal sealed record ModelSource(string Title, string Source)
{
    private const string Marker = "MLmodel";

    /// <summary>The folders with an <c>MLmodel</c> file among a run's artifacts, and the logged models that it made.</summary>
    public static async Task<IReadOnlyList<ModelSource>> FindAsync(Run run, IArtifactStore artifacts)
    {
        List<ModelSource> models = [];
        foreach (ArtifactInfo folder in (await artifacts.ListAsync()).Where(item => item.IsFolder))
        {
            if ((await artifacts.ListAsync(folder.Path)).Any(file => file.Path == $"{folder.Path}/{Marker}"))
                models.Add(new ModelSource(folder.Path, $"{run.Info.ArtifactUri.TrimEnd('/')}/{folder.Path}"));
        }

        models.AddRange(run.ModelOutputs.Select(output => new ModelSource($"logged model {output.ModelId}", $"models:/{output.ModelId}")));
        return models;
    }
}
