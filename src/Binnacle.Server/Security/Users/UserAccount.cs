namespace Binnacle.Server.Security.Users;

/// <summary>A user of the server.</summary>
public sealed record UserAccount
{
    /// <summary>Number of the user, from 1, never used again.</summary>
    public required int Id { get; init; }

    /// <summary>Name to log in with.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the password, as ASP.NET Core Identity makes it (PBKDF2 with salt).</summary>
    public required string PasswordHash { get; init; }

    /// <summary>Whether everything is permitted, users included.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Tokens that stand for the password, by their label: only hashes are kept.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Permissions on experiments by id, where they differ from the default.</summary>
    public IReadOnlyDictionary<string, Permission> Experiments { get; init; } = new Dictionary<string, Permission>();

    /// <summary>Permissions on registered models by name, where they differ from the default.</summary>
    public IReadOnlyDictionary<string, Permission> Models { get; init; } = new Dictionary<string, Permission>();
}
