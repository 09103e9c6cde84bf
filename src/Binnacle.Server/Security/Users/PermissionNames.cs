namespace Binnacle.Server.Security.Users;

/// <summary>MLflow's names of permissions.</summary>
public static class PermissionNames
{
    /// <summary>The upper-case name, for example <c>EDIT</c>.</summary>
    public static string ToName(this Permission permission) => permission == Permission.None ? "NO_PERMISSIONS" : permission.ToString().ToUpperInvariant();

    /// <summary>The permission of a name in any case; MLflow 3's <c>USE</c> counts as reading. Null for any other text.</summary>
    public static Permission? Parse(string? name) => name?.ToUpperInvariant() switch
    {
        "NO_PERMISSIONS" or "NONE" => Permission.None,
        "READ" or "USE" => Permission.Read,
        "EDIT" => Permission.Edit,
        "MANAGE" => Permission.Manage,
        _ => null,
    };
}
