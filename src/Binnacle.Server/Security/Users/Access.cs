using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Security.Users;

/// <summary>What the user of a request may do.</summary>
/// <param name="users">The users; null when everybody may do everything.</param>
/// <param name="user">The user's name; null for nobody.</param>
internal sealed class Access(UserDirectory? users, string? user)
{
    /// <summary>Everything is permitted.</summary>
    public static Access Open { get; } = new(null, null);

    public UserAccount? User => user is null ? null : users?.Find(user);

    public bool IsAdmin => users is null || User is { IsAdmin: true };

    public Permission OnExperiment(string experimentId) => On(account => account.Experiments, experimentId);

    public Permission OnModel(string name) => On(account => account.Models, name);

    public void RequireExperiment(string experimentId, Permission needed) => Require(OnExperiment(experimentId), needed);

    public void RequireModel(string name, Permission needed) => Require(OnModel(name), needed);

    public void RequireAdmin()
    {
        if (!IsAdmin)
            throw Denied();
    }

    /// <summary>Who makes an experiment or a registered model manages it.</summary>
    public void OwnExperiment(string experimentId)
    {
        if (User is { } account)
            users!.SetExperimentPermission(account.Name, experimentId, Permission.Manage);
    }

    public void OwnModel(string name)
    {
        if (User is { } account)
            users!.SetModelPermission(account.Name, name, Permission.Manage);
    }

    public void MoveModel(string oldName, string newName) => users?.RenameModel(oldName, newName);

    public static TrackingException Denied() => new(ApiErrors.PermissionDenied, "Permission denied");

    private Permission On(Func<UserAccount, IReadOnlyDictionary<string, Permission>> permissions, string name)
    {
        if (users is null)
            return Permission.Manage;
        return User switch
        {
            null => Permission.None,
            { IsAdmin: true } => Permission.Manage,
            var account => permissions(account).TryGetValue(name, out Permission given) ? given : users.DefaultPermission,
        };
    }

    private static void Require(Permission held, Permission needed)
    {
        if (held < needed)
            throw Denied();
    }
}
