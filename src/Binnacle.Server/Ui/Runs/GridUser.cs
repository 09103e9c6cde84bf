using Binnacle.Server.Security.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Who looks at a page; lists are shared among the pages of one user only.</summary>
internal static class GridUser
{
    /// <summary>The user's name; null where there are no users.</summary>
    public static async ValueTask<string?> NameAsync(IServiceProvider services) =>
        services.GetService<CurrentAccess>() is { } access ? (await access.GetAsync()).User?.Name ?? "" : null;
}
