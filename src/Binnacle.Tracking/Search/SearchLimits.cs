using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>How large a page may be.</summary>
internal static class SearchLimits
{
    public static void CheckPositive(int maxResults)
    {
        if (maxResults <= 0)
            throw TrackingException.Invalid(string.Create(CultureInfo.InvariantCulture, $"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer"));
    }

    public static void CheckPage(int maxResults)
    {
        CheckPositive(maxResults);
        if (maxResults > RunQuery.LargestPage)
        {
            throw TrackingException.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"Invalid value for request parameter max_results. It must be at most {RunQuery.LargestPage}, but got value {maxResults}"));
        }
    }
}
