using Binnacle.Server.Api;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Artifacts;

/// <summary>Calls about the artifacts of a run or a model version.</summary>
internal static class ArtifactCalls
{
    private const string RunScheme = "runs:/";
    private const long MaxUpload = 10 << 20;
    private static readonly MessageType Listing = new(ApiFields.RunId, ApiFields.RunUuid, Text("path").Checked(), ApiFields.PageToken.Checked());

    public static void Map(ApiRoutes api, IEndpointRouteBuilder app)
    {
        api.Get("2.0/mlflow/artifacts/list", Listing, ListAsync);
        api.Raw("POST", "2.0/mlflow/upload-artifact", UploadAsync);
        api.Raw("GET", "2.0/mlflow/get-artifact", GetOfRunAsync);
        foreach (string route in new[] { ArtifactLink.Route, "/model-versions/get-artifact" })
        {
            ApiHandler handler = route == ArtifactLink.Route ? GetOfRunAsync : GetOfVersionAsync;
            app.MapGet(route, context => ApiRoutes.GuardAsync(context, () => handler(new ApiCall(context, new ApiMessage(ApiRoutes.NoFields)))));
        }
    }

    /// <summary>Documents (PDF) in a frame of the run's page.</summary>
    public static void MapViews(IEndpointRouteBuilder app) =>
        app.MapGet(ArtifactLink.ViewRoute, context => ApiRoutes.GuardAsync(context, () => ViewAsync(new ApiCall(context, new ApiMessage(ApiRoutes.NoFields)))));

    private static async Task ViewAsync(ApiCall call)
    {
        string path = RequestPath.Check(Query(call, "path")) ?? throw ApiErrors.Invalid("Request must specify path.");
        RunInfo run = (await call.Store.GetRunAsync(Query(call, "run_id") ?? "None", call.Cancelled)).Info;
        await ArtifactAnswer.ShowAsync(call.Context, call.Store.OpenArtifacts(run), path);
    }

    private static async Task ListAsync(ApiCall call)
    {
        string? path = RequestPath.Check(call.Request.TextOrNull("path"));
        RunInfo run = (await call.Store.GetRunAsync(call.RunId, call.Cancelled)).Info;
        IReadOnlyList<ArtifactInfo> files = await call.Store.OpenArtifacts(run).ListAsync(path, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteString("root_uri", run.ArtifactUri);
        await answer.WriteListAsync("files", files, EntityJson.Artifact);
    }

    private static async Task UploadAsync(ApiCall call)
    {
        string run = Query(call, "run_uuid") ?? throw ApiErrors.Invalid("Request must specify run_uuid.");
        string path = Query(call, "path") ?? throw ApiErrors.Invalid("Request must specify path.");
        RequestPath.Check(path);
        if (call.Context.Request.ContentLength > MaxUpload)
            throw ApiErrors.Invalid("Artifact size is too large. Max size is 10MB.");
        if (call.Context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            throw ApiErrors.Invalid("Request must specify data.");
        if (call.Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxUpload;
        RunInfo info = (await call.Store.GetRunAsync(run, call.Cancelled)).Info;
        await call.RequireEditAsync(info.ExperimentId);
        await call.Store.OpenArtifacts(info).WriteAsync(path, call.Context.Request.Body, call.Cancelled);
        call.Context.Response.ContentType = JsonAnswer.ContentType;
    }

    private static async Task GetOfRunAsync(ApiCall call)
    {
        string? path = RequestPath.Check(Query(call, "path"));
        RunInfo run = (await call.Store.GetRunAsync(Query(call, "run_id") ?? Query(call, "run_uuid") ?? "None", call.Cancelled)).Info;
        await SendAsync(call, call.Store.OpenArtifacts(run), path);
    }

    private static async Task GetOfVersionAsync(ApiCall call)
    {
        string? path = RequestPath.Check(Query(call, "path"));
        ModelVersion version = await call.Store.ModelRegistry.GetModelVersionAsync(
            Query(call, "name") ?? "", ModelVersion.ParseNumber(Query(call, "version") ?? ""), call.Cancelled);
        string source = version.StorageLocation ?? version.Source ?? "";
        if (path is not null && source.StartsWith(RunScheme, StringComparison.Ordinal))
            await SendOfRunAsync(call, source[RunScheme.Length..].Trim('/'), path);
        else
            await SendAsync(call, call.Service<ServedArtifacts>().OpenUri(source), path);
    }

    /// <summary>Sends a file below <c>runs:/RUN/folder</c>.</summary>
    private static async Task SendOfRunAsync(ApiCall call, string place, string path)
    {
        int slash = place.IndexOf('/', StringComparison.Ordinal);
        string run = slash < 0 ? place : place[..slash];
        string? folder = RequestPath.Check(slash < 0 ? null : place[(slash + 1)..]);
        RunInfo info = (await call.Store.GetRunAsync(run, call.Cancelled)).Info;
        await SendAsync(call, call.Store.OpenArtifacts(info), folder is null ? path : $"{folder}/{path}");
    }

    private static Task SendAsync(ApiCall call, IArtifactStore artifacts, string? path) => path is null
        ? throw ApiErrors.Invalid("Request must specify path.")
        : ArtifactAnswer.SendAsync(call.Context, artifacts, path);

    private static string? Query(ApiCall call, string name) => call.Context.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;
}
