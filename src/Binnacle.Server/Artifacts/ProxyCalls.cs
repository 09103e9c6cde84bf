using Binnacle.Server.Api;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http.Features;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Artifacts;

/// <summary>Calls by which clients read and write the server's artifact store: <c>mlflow-artifacts:/</c>.</summary>
internal static class ProxyCalls
{
    private const string Root = "2.0/mlflow-artifacts/artifacts";
    private const string OfPath = Root + "/{**path}";

    public static void Map(ApiRoutes api)
    {
        api.Get(Root, new MessageType(Text("path")), ListAsync);
        api.Raw("GET", OfPath, DownloadAsync);
        api.Raw("PUT", OfPath, UploadAsync);
        api.Raw("DELETE", OfPath, DeleteAsync);
        MultipartCalls.Map(api);
    }

    private static async Task ListAsync(ApiCall call)
    {
        string? path = RequestPath.Check(call.Request.TextOrNull("path"));
        await RequireReadAsync(call, path);
        IReadOnlyList<ArtifactInfo> files = await StoreOf(call).ListAsync(path, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("files", files, static (json, file) => EntityJson.Artifact(json, file with { Path = file.Path[(file.Path.LastIndexOf('/') + 1)..] }));
    }

    private static async Task DownloadAsync(ApiCall call)
    {
        string path = PathOf(call);
        await RequireReadAsync(call, path);
        try
        {
            await ArtifactAnswer.SendAsync(call.Context, StoreOf(call), path);
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            throw new TrackingException(
                error.ErrorCode,
                $"The following failures occurred while downloading one or more artifacts from {ServedArtifacts.Scheme}/:\n##### File {path} #####\n{error.Message}");
        }
    }

    private static async Task UploadAsync(ApiCall call)
    {
        string path = PathOf(call);
        await RequireEditAsync(call, path);
        if (call.Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = call.Service<ServerOptions>().MaxArtifactSize;
        await StoreOf(call).WriteAsync(path, call.Context.Request.Body, call.Cancelled);
        await call.DoneAsync();
    }

    /// <summary>Removes a file or a folder; one that is not there is no error.</summary>
    private static async Task DeleteAsync(ApiCall call)
    {
        string path = PathOf(call);
        await RequireEditAsync(call, path);
        try
        {
            await StoreOf(call).DeleteAsync(path, call.Cancelled);
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            // What is gone needs no removal.
        }

        await call.DoneAsync();
    }

    private static string PathOf(ApiCall call) =>
        RequestPath.Check(call.RouteText("path")) ?? throw ApiErrors.Invalid("Invalid path");

    public static IArtifactStore StoreOf(ApiCall call) => call.Service<ServedArtifacts>() is { ServesClients: true } served
        ? served.Root
        : throw new TrackingException(ErrorCodes.NotImplemented, "The server was started with --no-serve-artifacts: clients read and write their artifacts themselves.");

    private static Task RequireReadAsync(ApiCall call, string? path) => call.RequireReadAsync(ExperimentOf(path));

    public static Task RequireEditAsync(ApiCall call, string path) => call.RequireEditAsync(ExperimentOf(path));

    /// <summary>The experiment whose folder a path lies in: its first segment.</summary>
    private static string ExperimentOf(string? path) => path is null ? "" : path[..(path.IndexOf('/', StringComparison.Ordinal) is var end and >= 0 ? end : path.Length)];
}
