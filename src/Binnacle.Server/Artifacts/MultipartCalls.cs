using Binnacle.Server.Api;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Artifacts;

/// <summary>Calls by which clients send large files to the artifact store directly, in parts; the server only signs the addresses.</summary>
internal static class MultipartCalls
{
    private const string Root = "2.0/mlflow-artifacts/mpu/";
    private static readonly MessageField File = Text("path").Required();
    private static readonly MessageType Part = new(Integer("part_number"), Text("etag"), Text("url"));

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "create/{**folder}", new MessageType(File, Integer("num_parts").Checked()), CreateAsync);
        api.Post(Root + "complete/{**folder}", new MessageType(File, Text("upload_id").Checked(), Messages("parts", Part).Required()), CompleteAsync);
        api.Post(Root + "abort/{**folder}", new MessageType(File, Text("upload_id").Checked()), AbortAsync);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        (IMultipartUploads store, string path) = await PlaceAsync(call);
        int parts = (int)Math.Clamp(call.Request.Integer("num_parts") ?? 1, 0, int.MaxValue);
        MultipartUpload upload = await store.BeginUploadAsync(path, parts, call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteString("upload_id", upload.Id);
        await answer.WriteListAsync<(Uri Address, int Number)>("credentials", [.. upload.PartAddresses.Select((address, index) => (Address: address, Number: index + 1))], static (json, part) =>
        {
            json.WriteStartObject();
            json.WriteString("url", part.Address.AbsoluteUri);
            json.WriteNumber("part_number", part.Number);
            json.WriteEndObject();
        });
    }

    private static async Task CompleteAsync(ApiCall call)
    {
        (IMultipartUploads store, string path) = await PlaceAsync(call);
        Dictionary<int, string> tags = [];
        foreach (ApiMessage part in call.Request.Messages("parts"))
            tags[(int)Math.Clamp(part.Integer("part_number") ?? 0, 0, int.MaxValue)] = part.Text("etag");
        await store.CompleteUploadAsync(path, call.Request.Text("upload_id"), tags, call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task AbortAsync(ApiCall call)
    {
        (IMultipartUploads store, string path) = await PlaceAsync(call);
        await store.AbortUploadAsync(path, call.Request.Text("upload_id"), call.Cancelled);
        await call.DoneAsync();
    }

    /// <summary>The store and the artifact's path in it: the folder of the address, and the name of the file.</summary>
    private static async Task<(IMultipartUploads Store, string Path)> PlaceAsync(ApiCall call)
    {
        string? folder = RequestPath.Check(call.RouteText("folder"));
        string file = call.Request.Text("path");
        string name = file[(file.LastIndexOf('/') + 1)..];
        string path = RequestPath.Check(folder is null ? name : $"{folder}/{name}") ?? throw ApiErrors.Invalid("Invalid path");
        await ProxyCalls.RequireEditAsync(call, path);
        // The size of what goes past the server cannot be limited here.
        return ProxyCalls.StoreOf(call) is IMultipartUploads store && call.Service<ServerOptions>().MaxArtifactSize is null
            ? (store, path)
            : throw new TrackingException(ErrorCodes.NotImplemented, "Multipart upload is not supported for the current artifact repository");
    }
}
