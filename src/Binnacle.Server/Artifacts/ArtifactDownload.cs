using Binnacle.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Binnacle.Server.Artifacts;

/// <summary>The files of runs for the browser: always as a download, never as a page of this server.</summary>
internal static class ArtifactDownload
{
    private const string Route = "/get-artifact";

    // What an <img> may show; nothing here can run as a page.
    private static readonly Dictionary<string, string> ImageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
    };

    public static string Link(string runId, string path) =>
        $"{Route}?run_id={Uri.EscapeDataString(runId)}&path={Uri.EscapeDataString(path)}";

    public static bool IsImage(string path) => ImageTypes.ContainsKey(Path.GetExtension(path));

    public static void MapArtifactDownload(this IEndpointRouteBuilder app) => app.MapGet(Route, SendAsync);

    private static async Task<IResult> SendAsync(
        HttpContext context, ITrackingStore store, string? run_id, string? run_uuid, string? path, CancellationToken cancellationToken)
    {
        if ((run_id ?? run_uuid) is not { Length: > 0 } run || string.IsNullOrEmpty(path))
            return Results.Text("The request needs run_id and path.", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            RunInfo info = (await store.GetRunAsync(run, cancellationToken)).Info;
            Stream content = await store.OpenArtifacts(info).OpenReadAsync(path, cancellationToken);
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            string type = ImageTypes.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
            return Results.File(content, type, path[(path.LastIndexOf('/') + 1)..], enableRangeProcessing: true);
        }
        catch (TrackingException refused)
        {
            int status = refused.ErrorCode == ErrorCodes.ResourceDoesNotExist ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            return Results.Text(refused.Message, statusCode: status);
        }
    }
}
