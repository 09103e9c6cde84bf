using System.Globalization;
using System.Threading.RateLimiting;
using Binnacle.Server.Api;
using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Security;

/// <summary>Refuses a client that sends more than its share; it may send ten seconds' worth at once.</summary>
internal sealed class RateLimit : IDisposable
{
    private const int BurstSeconds = 10;
    private readonly RequestDelegate _next;
    private readonly PartitionedRateLimiter<HttpContext> _limiter;

    public RateLimit(RequestDelegate next, int requestsPerSecond)
    {
        _next = next;
        _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = requestsPerSecond * BurstSeconds,
                TokensPerPeriod = requestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                AutoReplenishment = true,
            }));
    }

    public async Task InvokeAsync(HttpContext context)
    {
        using RateLimitLease lease = await _limiter.AcquireAsync(context, permitCount: 1, context.RequestAborted);
        if (lease.IsAcquired)
        {
            await _next(context);
            return;
        }

        context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        await ApiErrors.WriteAsync(context, StatusCodes.Status429TooManyRequests, ApiErrors.RequestLimitExceeded, "Too many requests. Wait a second.");
    }

    public void Dispose() => _limiter.Dispose();
}
