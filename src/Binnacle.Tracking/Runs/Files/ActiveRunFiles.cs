using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>Images, tables and models among the files of a run, where MLflow's UI looks for them.</summary>
public static class ActiveRunFiles
{
    private const string LoggedImages = "mlflow.loggedImages";

    /// <summary>Writes an image (PNG) as an artifact.</summary>
    /// <param name="run">The run.</param>
    /// <param name="png">The file's content, for example of <see cref="PngImage.Encode"/>.</param>
    /// <param name="artifactFile">Path of the artifact.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task LogImageAsync(this ActiveRun run, ReadOnlyMemory<byte> png, string artifactFile, CancellationToken cancellationToken = default) =>
        run.ArtifactsAsync($"log the image '{artifactFile}'", artifacts => WriteAsync(artifacts, artifactFile, png, cancellationToken));

    /// <summary>Writes one of the images of a series, which the UI shows by their steps.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Name of the series: letters, digits, <c>_ - . /</c> and spaces.</param>
    /// <param name="png">The file's content, for example of <see cref="PngImage.Encode"/>.</param>
    /// <param name="step">The training step.</param>
    /// <param name="timestamp">Milliseconds since 1970 (UTC). Default: now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TrackingException">The name holds other characters.</exception>
    public static Task LogImageAsync(
        this ActiveRun run, string key, ReadOnlyMemory<byte> png, long step, long? timestamp = null, CancellationToken cancellationToken = default)
    {
        if (key.Length == 0 || !key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ' '))
            throw TrackingException.Invalid($"Image '{key}': expected letters, digits, underscores, dashes, periods, spaces and slashes.");
        // The first character of the unique part must not be read as one of an escape (%AB).
        string unique = $"g{Guid.NewGuid().ToString()[1..]}";
        string name = string.Create(
            CultureInfo.InvariantCulture, $"images/{key.Replace('/', '#')}%step%{step}%timestamp%{timestamp ?? run.Now}%{unique}");
        run.SetTag(LoggedImages, true);
        return run.ArtifactsAsync($"log the image '{key}'", async artifacts =>
        {
            await WriteAsync(artifacts, name + ".png", png, cancellationToken);
            // The small one that the UI's overview asks for; what reads images goes by their content, not their name.
            await WriteAsync(artifacts, name + "%compressed.webp", png, cancellationToken);
        });
    }

    /// <summary>Adds rows to a table among the files, in JSON as MLflow's evaluation view reads it; the table is made when there is none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="columns">Names to values: texts, numbers, truth values, nulls, lists and maps.</param>
    /// <param name="artifactFile">Path of the artifact, ending in <c>.json</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TrackingException">The columns are of unequal length, or the file is there and no table.</exception>
    public static async Task LogTableAsync(
        this ActiveRun run, IReadOnlyDictionary<string, IReadOnlyList<object?>> columns, string artifactFile, CancellationToken cancellationToken = default)
    {
        if (!artifactFile.EndsWith(".json", StringComparison.Ordinal))
            throw TrackingException.Invalid($"Table '{artifactFile}': expected a name that ends in .json.");
        await run.DirectAsync($"log the table '{artifactFile}'", async store =>
        {
            IArtifactStore artifacts = store.OpenArtifacts(run.Info);
            string? there = await TryReadAsync(artifacts, artifactFile, cancellationToken);
            await artifacts.WriteTextAsync(artifactFile, LoggedTable.Append(there, columns, artifactFile), cancellationToken);
            await run.ChangeTagAsync(LoggedTable.TagName, tables => LoggedTable.AddToTag(tables, artifactFile), cancellationToken);
        });
    }

    /// <summary>Copies a model's files to the artifacts, with an MLmodel file that describes it, and registers it when asked.</summary>
    /// <param name="run">The run.</param>
    /// <param name="localFolder">Folder with the model's files; its own MLmodel file, if there is one, is replaced in the copy.</param>
    /// <param name="model">How it is loaded.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The version that was registered; null when none was asked for, or the store failed and the run only reports it.</returns>
    public static async Task<ModelVersion?> LogModelAsync(
        this ActiveRun run, string localFolder, ModelDescription model, CancellationToken cancellationToken = default)
    {
        if (model.Flavors.Count == 0)
            throw new ArgumentException("A model needs at least one flavor: a way to load it.", nameof(model));
        ModelVersion? version = null;
        await run.DirectAsync($"log the model '{model.ArtifactPath}'", async store =>
        {
            IArtifactStore artifacts = run.OpenArtifacts();
            await artifacts.WriteFolderAsync(localFolder, model.ArtifactPath, cancellationToken);
            long size = new DirectoryInfo(localFolder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            MetaMap description = ModelFile.Describe(model, run.RunId, size, DateTimeOffset.FromUnixTimeMilliseconds(run.Now));
            await artifacts.WriteTextAsync($"{model.ArtifactPath}/{ModelFile.Name}", MetaYaml.Write(description), cancellationToken);
            await run.ChangeTagAsync(ModelFile.HistoryTag, history => ModelFile.Append(history, description), cancellationToken);
            if (model.RegisteredModelName is { } name)
                version = await RegisterAsync(store, run, name, model.ArtifactPath, cancellationToken);
        });
        return version;
    }

    private static async Task<ModelVersion> RegisterAsync(ITrackingStore store, ActiveRun run, string name, string path, CancellationToken cancellationToken)
    {
        IModelRegistryStore registry = run.RegistryOf(store);
        try
        {
            await registry.CreateRegisteredModelAsync(name, cancellationToken: cancellationToken);
        }
        catch (TrackingException taken) when (taken.ErrorCode == ErrorCodes.ResourceAlreadyExists)
        {
            // A further version of it is made.
        }

        ModelVersionCreation creation = new() { Name = name, Source = $"{run.Info.ArtifactUri.TrimEnd('/')}/{path}", RunId = run.RunId };
        return await registry.CreateModelVersionAsync(creation, cancellationToken);
    }

    private static async Task WriteAsync(IArtifactStore artifacts, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new(content.ToArray(), writable: false);
        await artifacts.WriteAsync(path, stream, cancellationToken);
    }

    private static async Task<string?> TryReadAsync(IArtifactStore artifacts, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await artifacts.ReadTextAsync(path, cancellationToken);
        }
        catch (TrackingException missing) when (missing.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            return null;
        }
    }
}
