using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>Searches that understand more than MLflow's filters, and tell what is wrong in MLflow's words.</summary>
internal static class FilterDialects
{
    public static async Task<PagedList<T>> SearchAsync<T>(Func<FilterDialect, Task<PagedList<T>>> search)
    {
        try
        {
            return await search(FilterDialect.Extended);
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.InvalidParameterValue)
        {
            return await search(FilterDialect.MLflow);
        }
    }
}
