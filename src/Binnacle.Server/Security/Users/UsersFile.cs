using System.Text.Json.Serialization;

namespace Binnacle.Server.Security.Users;

/// <summary>What the file of users holds.</summary>
internal sealed record UsersFile
{
    /// <summary>What a user may do where nothing else is said.</summary>
    public Permission DefaultPermission { get; init; } = Permission.Read;

    /// <summary>The number that the next user gets.</summary>
    public int NextId { get; init; } = 1;

    public IReadOnlyList<UserAccount> Users { get; init; } = [];
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UsersFile))]
internal sealed partial class UsersFileJson : JsonSerializerContext;
