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

    /// <summary>Sends a PDF for a frame of this site. Anything else is a download.</summary>
    public static async Task ShowAsync(HttpContext context, IArtifactStore artifacts, string path)
    {
        byte[] begin = new byte[5];
        await using (Stream content = await artifacts.OpenReadAsync(path, context.RequestAborted))
            _ = await content.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (!begin.AsSpan().SequenceEqual("%PDF-"u8))
        {
            await SendAsync(context, artifacts, path);
            return;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
        headers.XFrameOptions = "SAMEORIGIN";
        headers.ContentDisposition = "inline";
        headers.CacheControl = "no-cache";
        Stream document = await artifacts.OpenReadAsync(path, context.RequestAborted);
        await Results.Stream(document, "application/pdf", enableRangeProcessing: document.CanSeek).ExecuteAsync(context);
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
