namespace Binnacle.Tracking;

/// <summary>MLflow's error codes.</summary>
public static class ErrorCodes
{
    /// <summary>A name, value or request is not allowed.</summary>
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";

    /// <summary>There is nothing of that name or id.</summary>
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";

    /// <summary>There is already something of that name.</summary>
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";

    /// <summary>The thing is not in a state that allows it, for example deleted.</summary>
    public const string InvalidState = "INVALID_STATE";

    /// <summary>The store holds something that cannot be read.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>The store cannot be reached or written now.</summary>
    public const string TemporarilyUnavailable = "TEMPORARILY_UNAVAILABLE";

    /// <summary>The server does not know who calls.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The caller may not do this.</summary>
    public const string PermissionDenied = "PERMISSION_DENIED";

    /// <summary>The store cannot do this.</summary>
    public const string NotImplemented = "NOT_IMPLEMENTED";
}
