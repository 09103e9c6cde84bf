using Microsoft.AspNetCore.Components.Authorization;

namespace Binnacle.Server.Security.Users;

/// <summary>The rights of whoever made this request, or opened this page's connection.</summary>
internal sealed class CurrentAccess(UserDirectory users, AuthenticationStateProvider? pages = null)
{
    private Access? _access;

    /// <summary>Says who made the request.</summary>
    public void LogIn(string name) => _access = new Access(users, name);

    public async ValueTask<Access> GetAsync() =>
        _access ??= new Access(users, pages is null ? null : (await pages.GetAuthenticationStateAsync()).User.Identity?.Name);
}
