using System.Globalization;
using System.Text.Json.Nodes;
using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>Logged models that become versions of registered models.</summary>
internal static class PromotedModels
{
    private const string VersionsTag = "mlflow.modelVersions";
    private const string ModelScheme = "models:/";

    /// <summary>The new version with what its source and its logged model tell: where the files are, and the run that made them.</summary>
    public static async Task<ModelVersionCreation> CompleteAsync(
        ModelVersionCreation creation, string? modelId, ITrackingStore store, CancellationToken cancellationToken)
    {
        if (creation.Source.StartsWith(ModelScheme, StringComparison.Ordinal))
        {
            string? files = await FilesOfAsync(creation.Source[ModelScheme.Length..].TrimStart('/'), store, cancellationToken);
            creation = creation with { StorageLocation = files };
        }

        if (creation.RunId is null && modelId is not null)
            creation = creation with { RunId = (await store.LoggedModels.GetLoggedModelAsync(modelId, cancellationToken)).SourceRunId };
        return creation;
    }

    /// <summary>Writes the version into the logged model's list of versions.</summary>
    public static async Task NoteAsync(ModelVersion version, string modelId, ITrackingStore store, CancellationToken cancellationToken)
    {
        LoggedModel model = await store.LoggedModels.GetLoggedModelAsync(modelId, cancellationToken);
        JsonArray versions = model.Tags.TryGetValue(VersionsTag, out string? text) && Parse(text) is { } list ? list : [];
        versions.Add(new JsonObject { ["name"] = version.Name, ["version"] = version.Version });
        await store.LoggedModels.SetLoggedModelTagsAsync(modelId, [new Tag(VersionsTag, Show(versions))], cancellationToken);
    }

    /// <summary>Where the files of <c>m-…</c> (a logged model) or <c>name/version</c> lie; null when the text names neither.</summary>
    private static async Task<string?> FilesOfAsync(string model, ITrackingStore store, CancellationToken cancellationToken)
    {
        int slash = model.LastIndexOf('/');
        if (slash < 0)
            return (await store.LoggedModels.GetLoggedModelAsync(model, cancellationToken)).ArtifactLocation;
        if (!int.TryParse(model.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return null;
        ModelVersion version = await store.ModelRegistry.GetModelVersionAsync(model[..slash], number, cancellationToken);
        return version.StorageLocation ?? version.Source;
    }

    /// <summary>The list with the spaces that Python writes.</summary>
    private static string Show(JsonArray versions) => "[" + string.Join(", ", versions.Select(version => version is JsonObject item
        ? "{" + string.Join(", ", item.Select(field => $"{JsonValue.Create(field.Key)!.ToJsonString()}: {field.Value?.ToJsonString() ?? "null"}")) + "}"
        : version?.ToJsonString() ?? "null")) + "]";

    private static JsonArray? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonArray;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
