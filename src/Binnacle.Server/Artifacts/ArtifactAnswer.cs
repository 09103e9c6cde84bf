using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Binnacle.Server.Artifacts;

/// <summary>Sends an artifact: always as a download, never as a page of this server, in parts when asked so.</summary>
internal static class ArtifactAnswer
{
    public static async Task SendAsync(HttpContext context, IArtifactStore artifacts, string path)
    {
        Stream content = await artifacts.OpenReadAsync(path, context.RequestAborted);
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = Disposition(path[(path.LastIndexOf('/') + 1)..]);
        headers.CacheControl = "no-cache";
        DateTimeOffset? changed = content is FileStream file ? new DateTimeOffset(File.GetLastWriteTimeUtc(file.SafeFileHandle)) : null;
        EntityTagHeaderValue? tag = changed is { } time && content.CanSeek
            ? new EntityTagHeaderValue($"\"{time.UtcTicks:x}-{content.Length:x}\"") : null;
        await Results.Stream(content, MediaTypes.Of(path), fileDownloadName: null, changed, tag, enableRangeProcessing: content.CanSeek).ExecuteAsync(context);
    }

    private static string Disposition(string name)
    {
        bool isToken = name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$&+-.^_`|~".Contains(character, StringComparison.Ordinal));
        if (isToken)
            return $"attachment; filename={name}";
        ContentDispositionHeaderValue value = new("attachment");
        value.SetHttpFileName(name);
        return value.ToString();
    }
}
