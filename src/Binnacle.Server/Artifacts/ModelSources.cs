using System.Text.RegularExpressions;
using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>Which sources a client may give a model version: what a run or a logged model of this server holds, and remote places named in full.</summary>
internal sealed class ModelSources(ServerOptions options)
{
    private const string PromptMark = "mlflow.prompt.is_prompt";
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);
    private readonly Regex? _pattern = options.ModelSourcePattern is { Length: > 0 } text ? new Regex(text, RegexOptions.CultureInvariant, PatternPatience) : null;

    /// <exception cref="TrackingException">The source is refused.</exception>
    public async Task CheckAsync(ModelVersionCreation creation, string? modelId, ITrackingStore store, CancellationToken cancellationToken)
    {
        string source = creation.Source;
        if (_pattern?.IsMatch(source) == false)
            throw ApiErrors.Invalid($"Invalid model version source: '{source}'.");
        if (LocalPlaces.IsOfOtherHost(source))
            throw new TrackingException(ErrorCodes.InternalError, $"{source} is not a valid remote uri: 'file:' names files of this machine only. Name the other one's share as smb://<hostname>/<path>.");
        if (!LocalPlaces.IsLocal(source))
            CheckRemote(source);
        else if (!IsPrompt(creation) && !await IsOfOwnerAsync(creation, modelId, store, cancellationToken))
            throw NotOfOwner(source, modelId is null ? "run_id" : "model_id");
    }

    private static async Task<bool> IsOfOwnerAsync(ModelVersionCreation creation, string? modelId, ITrackingStore store, CancellationToken cancellationToken)
    {
        string? artifacts = (modelId, creation.RunId) switch
        {
            ({ } id, _) => (await store.LoggedModels.GetLoggedModelAsync(id, cancellationToken)).ArtifactLocation,
            (_, { } id) => (await store.GetRunAsync(id, cancellationToken)).Info.ArtifactUri,
            _ => null,
        };
        return artifacts is not null && LocalPlaces.PathOf(artifacts) is { } folder && Readings(creation.Source).All(
            reading => LocalPlaces.PathOf(reading) is { } path && LocalPlaces.IsInside(path, folder));
    }

    /// <summary>A source as it is, and with its escapes resolved: whoever opens it may do either.</summary>
    private static IEnumerable<string> Readings(string source) => [source, Uri.UnescapeDataString(source)];

    /// <summary>A prompt has no files: its source is a mere word.</summary>
    private static bool IsPrompt(ModelVersionCreation creation) =>
        creation.Tags.ContainsKey(PromptMark) && creation.Source.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static void CheckRemote(string source)
    {
        string path = ArtifactLocations.PathOf(source);
        while (path.Contains("//", StringComparison.Ordinal))
            path = path.Replace("//", "/", StringComparison.Ordinal);
        if (RequestPath.IsSafe(path) && !Uri.UnescapeDataString(source).Split('/', '\\', '?', '#', ';').Contains(".."))
            return;
        throw ApiErrors.Invalid($"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or "
            + "mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.");
    }

    private static TrackingException NotOfOwner(string source, string parameter) => ApiErrors.Invalid(
        $"Invalid model version source: '{source}'. To use a local path as a model version source, the {parameter} request "
        + $"parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the {parameter}.");
}
