using Binnacle.Server.Api.Requests;
using Binnacle.Server.Security.Users;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Api;

/// <summary>One call of the API: what was asked, and what is needed to answer.</summary>
internal sealed class ApiCall(HttpContext context, ApiMessage request)
{
    public HttpContext Context => context;

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <summary>The fields of the body or of the query string.</summary>
    public ApiMessage Request => request;

    public ITrackingStore Store { get; } = context.RequestServices.GetRequiredService<ITrackingStore>();

    public CancellationToken Cancelled => context.RequestAborted;

    /// <summary>The run asked for; old clients name it <c>run_uuid</c>.</summary>
    public string RunId => Request.TextOrNull("run_id") ?? Request.Text("run_uuid");

    public string ExperimentId => Request.Text("experiment_id");

    /// <summary>Refuses users who may not look at an experiment. Only for what does not go through the store.</summary>
    public Task RequireReadAsync(string experimentId) => RequireAsync(experimentId, Permission.Read);

    /// <summary>Refuses users who may not change an experiment. Only for what does not go through the store.</summary>
    public Task RequireEditAsync(string experimentId) => RequireAsync(experimentId, Permission.Edit);

    public T Service<T>()
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>A part of the path.</summary>
    public string RouteText(string name) => context.Request.RouteValues[name] as string ?? "";

    private async Task RequireAsync(string experimentId, Permission needed)
    {
        Access access = context.RequestServices.GetService<CurrentAccess>() is { } current ? await current.GetAsync() : Access.Open;
        access.RequireExperiment(experimentId, needed);
    }

    public JsonAnswer Answer() => new(context.Response);

    /// <summary>Answers <c>{}</c>.</summary>
    public async Task DoneAsync()
    {
        context.Response.ContentType = JsonAnswer.ContentType;
        context.Response.ContentLength = Nothing.Length;
        await context.Response.BodyWriter.WriteAsync(Nothing);
    }
}
