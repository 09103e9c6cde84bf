namespace Binnacle.Server.Security.Users;

/// <summary>What a user may do with an experiment or a registered model; each includes the ones before.</summary>
public enum Permission
{
    /// <summary>Nothing: it is as if it were not there.</summary>
    None = 0,

    /// <summary>Look at it.</summary>
    Read = 1,

    /// <summary>Log to it and change it.</summary>
    Edit = 2,

    /// <summary>Delete it, and say who may use it.</summary>
    Manage = 3,
}
